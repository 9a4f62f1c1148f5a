package dev.tagma.testkit.stream;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A program that is started and spoken to as Claude Code is without a terminal, and does what its prompts say. Its
 * conversations are kept where Claude Code keeps them; {@code SCRIPTED_GATES} says where {@code WAIT} looks for files. How
 * it misbehaves stands at {@link StreamFaults}. A prompt that it was given under the same id before is not worked on again.
 */
public final class ScriptedStreamAgent {

    private final JsonMapper mapper = JsonMapper.shared();
    private final Clock clock = Clock.systemUTC();
    private final StreamFaults faults;
    private final StreamWire wire;
    private final StreamRecord record;
    private final Path gates;
    private volatile String mode;
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private @Nullable Thread turn;
    private @Nullable ObjectNode again;

    private ScriptedStreamAgent(List<String> arguments, Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        String own = environment.getOrDefault("CLAUDE_CONFIG_DIR", "");
        Path configuration = own.isEmpty() ? home.resolve(".claude") : Path.of(own);
        Path projects = configuration.resolve("projects");
        String origin = value(arguments, "--resume");
        String id = value(arguments, "--session-id");
        String conversation =
                !id.isEmpty() ? id : origin.isEmpty() ? UUID.randomUUID().toString() : origin;
        this.faults = StreamFaults.of(environment);
        this.record = new StreamRecord(projects, conversation, mapper, clock);
        if (!origin.isEmpty()) {
            StreamRecord former = new StreamRecord(projects, origin, mapper, clock);
            require(former.exists(), "No conversation found with session ID: " + origin);
            if (!origin.equals(conversation)) {
                record.copy(former);
            }
        } else {
            require(!record.exists(), "Session ID " + conversation + " is already in use.");
        }
        String gate = environment.getOrDefault("SCRIPTED_GATES", "");
        this.gates = gate.isEmpty() ? configuration.resolve("gates") : Path.of(gate);
        this.mode = value(arguments, "--permission-mode");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        this.wire = new StreamWire(mapper, out, faults, conversation);
    }

    private static String value(List<String> arguments, String name) {
        int at = arguments.indexOf(name);
        return at < 0 ? "" : arguments.get(at + 1);
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            System.err.println(otherwise);
            System.exit(1);
        }
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        ScriptedStreamAgent agent = new ScriptedStreamAgent(List.of(arguments), System.getenv());
        TimeUnit.NANOSECONDS.sleep(agent.faults.startDelay().toNanos());
        agent.listen();
        System.exit(0);
    }

    private void listen() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                hear(mapper.readTree(line));
            } catch (JacksonException broken) {
                System.err.println("not understood: " + line);
            }
        }
    }

    private void hear(JsonNode message) {
        switch (message.path("type").asString("")) {
            case "control_response" -> wire.answered(message.path("response"));
            case "control_request" -> asked(message.path("request_id").asString(""), message.path("request"));
            case "user" -> prompted(message);
            default -> System.err.println("not understood: " + message);
        }
    }

    private void asked(String id, JsonNode request) {
        String what = request.path("subtype").asString("");
        switch (what) {
            case "initialize" -> {
                if (faults.refuses()) {
                    wire.refuse(id, "not today");
                } else if (!faults.mute()) {
                    wire.answer(id, mapper.createObjectNode());
                }
            }
            case "interrupt" -> {
                wire.answer(id, mapper.createObjectNode());
                interrupt();
            }
            case "set_permission_mode" -> {
                if (!faults.muteModes()) {
                    mode = request.path("mode").asString("");
                    wire.answer(id, mapper.createObjectNode());
                }
            }
            case "set_model" -> {
                String model = request.path("model").asString("");
                if (model.equals("no-such")) {
                    wire.refuse(id, "there is no model '" + model + "'");
                } else {
                    wire.answer(id, mapper.createObjectNode());
                }
            }
            default -> wire.refuse(id, "no such request: " + what);
        }
    }

    private synchronized void prompted(JsonNode message) {
        String uuid = message.path("uuid").asString(UUID.randomUUID().toString());
        String text = message.path("message").path("content").asString("");
        if (!heard.add(uuid)) {
            return;
        }
        record.prompt(uuid, text);
        wire.say(wire.system("session_state_changed").put("state", "running"));
        wire.say(wire.message("command_lifecycle").put("command_uuid", uuid).put("state", "started"));
        ObjectNode begun = wire.system("init");
        begun.putArray("user_message_uuids").add(uuid);
        wire.say(begun);
        if (again != null) {
            wire.say(again);
            again = null;
        }
        ObjectNode echo =
                wire.message("user").put("uuid", uuid).put("isReplay", true).putNull("parent_tool_use_id");
        echo.set("message", message.path("message"));
        StreamTurn next = new StreamTurn(wire, record, echo, mapper, gates, allowed, mode, clock);
        turn = Thread.ofVirtual().start(() -> work(next, text));
    }

    private void work(StreamTurn next, String text) {
        ObjectNode result = wire.message("result");
        try {
            result.put("subtype", "success").put("is_error", false).put("terminal_reason", "completed");
            result.put("result", next.play(text));
        } catch (InterruptedException stopped) {
            record.interrupted();
            result.put("subtype", "error_during_execution").put("is_error", true);
            result.put("terminal_reason", "aborted_streaming").remove("result");
        } catch (StreamTurn.Failed failed) {
            result.put("is_error", true).put("terminal_reason", "api_error");
            result.put("result", String.valueOf(failed.getMessage()));
        }
        over(result, next.late());
    }

    private synchronized void over(ObjectNode result, boolean late) {
        turn = null;
        again = late ? result : null;
        wire.say(result);
        wire.say(wire.system("session_state_changed").put("state", "idle"));
    }

    private synchronized void interrupt() {
        if (turn != null) {
            turn.interrupt();
        }
    }
}
