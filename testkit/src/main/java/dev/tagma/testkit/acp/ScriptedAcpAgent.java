package dev.tagma.testkit.acp;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent that speaks the Agent Client Protocol on its standard streams and does what its prompts say. Its conversations
 * are kept in {@code SCRIPTED_ACP_HOME}, else in {@code ~/.scripted-acp}; {@code SCRIPTED_GATES} says where {@code WAIT}
 * looks for files. How it misbehaves stands at {@link AcpFaults}.
 */
public final class ScriptedAcpAgent {

    /** A turn ends with this when the agent is not to read on. */
    static final int DEAF = 1;

    private final JsonMapper mapper = JsonMapper.shared();
    private final AcpFaults faults;
    private final AcpWire wire;
    private final AcpMemory memory;
    private final Path gates;
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private volatile String mode = "default";
    private volatile boolean loggedIn;
    private volatile boolean deaf;
    private @Nullable Thread turn;

    private ScriptedAcpAgent(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        String own = environment.getOrDefault("SCRIPTED_ACP_HOME", "");
        String gate = environment.getOrDefault("SCRIPTED_GATES", "");
        Path directory = own.isEmpty() ? home.resolve(".scripted-acp") : Path.of(own);
        this.faults = AcpFaults.of(environment);
        this.memory = new AcpMemory(directory, mapper);
        this.gates = gate.isEmpty() ? directory.resolve("gates") : Path.of(gate);
        this.loggedIn = !faults.wantsLogin();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        this.wire = new AcpWire(mapper, out, faults);
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        ScriptedAcpAgent agent = new ScriptedAcpAgent(System.getenv());
        TimeUnit.NANOSECONDS.sleep(agent.faults.startDelay().toNanos());
        agent.listen();
        System.exit(0);
    }

    private void listen() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null && !deaf; line = lines.readLine()) {
            try {
                hear(mapper.readTree(line));
            } catch (JacksonException broken) {
                System.err.println("not understood: " + line);
            }
        }
        while (deaf) {
            try {
                TimeUnit.DAYS.sleep(1);
            } catch (InterruptedException goOn) {
                return;
            }
        }
    }

    private void hear(JsonNode message) {
        String method = message.path("method").asString("");
        JsonNode id = message.path("id");
        JsonNode params = message.path("params");
        if (method.isEmpty()) {
            wire.answered(message);
            return;
        }
        if (method.equals(faults.hangsAt())) {
            return;
        }
        switch (method) {
            case "initialize" -> wire.result(id, initialized());
            case "authenticate" -> login(id, params.path("methodId").asString(""));
            case "session/new" -> begun(id, UUID.randomUUID().toString());
            case "session/resume" -> resumed(id, params.path("sessionId").asString(""));
            case "session/fork" -> forked(id, params.path("sessionId").asString(""));
            case "session/load" -> loaded(id, params.path("sessionId").asString(""));
            case "session/list" -> wire.result(id, listed());
            case "session/set_mode" -> {
                mode = params.path("modeId").asString("");
                wire.result(id, mapper.createObjectNode());
            }
            case "session/prompt" -> prompted(id, params);
            case "session/cancel" -> cancelled();
            default -> wire.error(id, -32601, "Method not found: " + method);
        }
    }

    private JsonNode initialized() {
        ObjectNode result = mapper.createObjectNode().put("protocolVersion", 1);
        result.putObject("agentInfo").put("name", "scripted-acp").put("version", "1");
        ObjectNode can =
                result.putObject("agentCapabilities").put("loadSession", true).putObject("sessionCapabilities");
        faults.offers().forEach(can::putObject);
        ArrayNode ways = result.putArray("authMethods");
        for (String variable : new String[] {"SCRIPTED_KEY", "SCRIPTED_TOKEN"}) {
            ways.addObject()
                    .put("id", variable.toLowerCase(Locale.ROOT).replace('_', '-'))
                    .put("name", "Use " + variable)
                    .put("type", "env_var")
                    .putArray("vars")
                    .addObject()
                    .put("name", variable);
        }
        ways.addObject().put("id", "scripted-login").put("name", "Log in").put("description", "Say the magic word");
        return result;
    }

    private void login(JsonNode id, String way) {
        if (way.equals("scripted-key") && !faults.goodKey()) {
            wire.error(id, -32000, "The key is not good");
            return;
        }
        loggedIn = true;
        wire.result(id, mapper.createObjectNode());
    }

    private void resumed(JsonNode id, String conversation) {
        if (memory.knows(conversation)) {
            begun(id, conversation);
        } else {
            wire.error(id, -32603, "Session not found: " + conversation);
        }
    }

    private JsonNode listed() {
        ObjectNode result = mapper.createObjectNode();
        ArrayNode sessions = result.putArray("sessions");
        memory.conversations().forEach(name -> sessions.addObject().put("sessionId", name));
        return result;
    }

    private void forked(JsonNode id, String conversation) {
        if (memory.knows(conversation)) {
            String copy = UUID.randomUUID().toString();
            memory.copy(conversation, copy);
            begun(id, copy);
        } else {
            wire.error(id, -32603, "Session not found: " + conversation);
        }
    }

    private void begun(JsonNode id, String conversation) {
        if (!loggedIn) {
            wire.error(id, -32000, "Authentication required");
            return;
        }
        ObjectNode result = mapper.createObjectNode().put("sessionId", conversation);
        ObjectNode modes = result.putObject("modes").put("currentModeId", mode);
        ArrayNode available = modes.putArray("availableModes");
        for (String name : new String[] {"default", "autoEdit", "plan", "yolo"}) {
            available.addObject().put("id", name).put("name", name);
        }
        wire.result(id, result);
    }

    private void loaded(JsonNode id, String conversation) {
        if (!memory.knows(conversation)) {
            wire.error(id, -32603, "Session not found: " + conversation);
            return;
        }
        for (JsonNode said : memory.all(conversation)) {
            String kind = said.path("role").asString("").equals("user") ? "user_message_chunk" : "agent_message_chunk";
            ObjectNode update = mapper.createObjectNode().put("sessionUpdate", kind);
            update.putObject("content")
                    .put("type", "text")
                    .put("text", said.path("text").asString(""));
            wire.update(conversation, update);
        }
        begun(id, conversation);
    }

    private synchronized void prompted(JsonNode id, JsonNode params) {
        String conversation = params.path("sessionId").asString("");
        StringBuilder text = new StringBuilder();
        params.path("prompt").forEach(block -> text.append(block.path("text").asString("")));
        memory.said(conversation, "user", text.toString());
        if (turn != null) {
            wire.error(id, -32600, "a prompt is being worked on");
            return;
        }
        AcpTurn next = new AcpTurn(conversation, wire, memory, mapper, gates, allowed, mode);
        turn = Thread.ofVirtual().start(() -> work(id, conversation, next, text.toString()));
    }

    private void work(JsonNode id, String conversation, AcpTurn next, String text) {
        try {
            next.play(text);
            over();
            wire.result(id, mapper.createObjectNode().put("stopReason", "end_turn"));
        } catch (InterruptedException cancelled) {
            over();
            wire.result(id, mapper.createObjectNode().put("stopReason", "cancelled"));
        } catch (AcpTurn.Stopped stopped) {
            over();
            if (stopped.code() == DEAF) {
                deaf = true;
            } else {
                wire.error(id, stopped.code(), String.valueOf(stopped.getMessage()));
            }
        }
        if (next.late().isPositive()) {
            lastWords(conversation, next);
        }
    }

    private void lastWords(String conversation, AcpTurn over) {
        try {
            TimeUnit.NANOSECONDS.sleep(over.late().toNanos());
        } catch (InterruptedException cancelled) {
            return;
        }
        ObjectNode update = mapper.createObjectNode().put("sessionUpdate", "agent_message_chunk");
        update.putObject("content").put("type", "text").put("text", "one thing more");
        wire.update(conversation, update);
    }

    private synchronized void over() {
        turn = null;
    }

    private synchronized void cancelled() {
        if (turn != null) {
            turn.interrupt();
        }
    }
}
