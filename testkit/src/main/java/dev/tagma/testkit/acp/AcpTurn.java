package dev.tagma.testkit.acp;

import dev.tagma.testkit.script.Script;
import dev.tagma.testkit.script.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays one prompt, step by step, until it is over or cancelled. */
final class AcpTurn {

    private final String conversation;
    private final AcpWire wire;
    private final AcpMemory memory;
    private final JsonMapper mapper;
    private final Path gates;
    private final Set<String> allowed;
    private final String mode;
    private final AcpClient client;
    private final StringBuilder spoken = new StringBuilder();
    private Duration late = Duration.ZERO;
    private int tools;

    /** It ends otherwise than by coming to its end. */
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1L;

        private final int code;

        Stopped(int code, String why) {
            super(why);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /**
     * @param gates where {@code WAIT name} looks for a file of that name
     * @param allowed what may be done without asking, for good
     * @param mode {@code default}, {@code autoEdit}, {@code plan} or {@code yolo}
     */
    AcpTurn(
            String conversation,
            AcpWire wire,
            AcpMemory memory,
            JsonMapper mapper,
            Path gates,
            Set<String> allowed,
            String mode) {
        this.conversation = conversation;
        this.wire = wire;
        this.memory = memory;
        this.mapper = mapper;
        this.gates = gates;
        this.allowed = allowed;
        this.mode = mode;
        this.client = new AcpClient(conversation, wire, mapper);
    }

    /** How long after its end its last words come. */
    Duration late() {
        return late;
    }

    /** Plays the prompt; interrupted when it is cancelled. */
    void play(String text) throws InterruptedException, Stopped {
        Script script = Script.parse(text);
        if (script.isEmpty()) {
            say("You said: " + text.strip());
        }
        try {
            for (Step step : script.steps()) {
                play(step);
            }
        } finally {
            memory.said(conversation, "assistant", spoken.toString());
        }
    }

    private void play(Step step) throws InterruptedException, Stopped {
        switch (step) {
            case Step.Say(String text) -> say(text);
            case Step.Think(String text) -> chunk("agent_thought_chunk", text);
            case Step.Slow(Duration length) -> {
                for (int i = 1; i <= 10; i++) {
                    say("tick " + i + " ");
                    TimeUnit.NANOSECONDS.sleep(length.toNanos() / 10);
                }
            }
            case Step.Wait(String gate) -> {
                say("waiting for " + gate + " ");
                await(gate);
            }
            case Step.Hang() -> TimeUnit.DAYS.sleep(1);
            case Step.Fail(int status, int times) ->
                throw status == 401
                        ? new Stopped(-32000, "Authentication required")
                        : new Stopped(-32603, "API Error: " + status);
            case Step.Limit(Duration resets) ->
                throw new Stopped(-32603, "usage limit reached; try again in " + resets.toSeconds() + " seconds");
            case Step.Tokens(int in, int out) ->
                wire.update(
                        conversation,
                        update("usage_update").put("used", in + out).put("size", 200_000));
            case Step.Bash(String command, var kind) -> bash(command);
            case Step.Write(String file, String content) -> write(file, content);
            case Step.Read(String file) -> read(file);
            case Step.Plan(String text) -> plan(text);
            case Step.Crash() -> Runtime.getRuntime().halt(137);
            case Step.HangUi() -> throw new Stopped(ScriptedAcpAgent.DEAF, "it reads no more");
            case Step.Flood(int kilobytes) -> flood(kilobytes);
            case Step.Mislead(String text) -> text.lines().forEach(wire::chatter);
            case Step.LateHook(Duration delay) -> late = delay;
            case Step.Drop drop -> throw new Stopped(-32603, "Connection error");
            case Step.Ask(String question, var options) -> say(client.ask(question, options));
            case Step.Task task -> say("I have no subagents. ");
            case Step.Tool(String method, String input) -> say(client.call(method, input) + "\n");
            case Step.Calls calls -> {}
            case Step.Mute mute -> {}
        }
    }

    private void say(String text) {
        spoken.append(text);
        for (String word : text.split("(?<=\\s)", -1)) {
            chunk("agent_message_chunk", word);
        }
    }

    private void chunk(String kind, String text) {
        ObjectNode update = update(kind);
        update.putObject("content").put("type", "text").put("text", text);
        wire.update(conversation, update);
    }

    private void await(String name) throws InterruptedException {
        Path gate = gates.resolve(name.replace('/', '-'));
        try (var watch = gates.getFileSystem().newWatchService()) {
            Files.createDirectories(gates);
            gates.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.deleteIfExists(gate)) {
                var key = watch.take();
                key.pollEvents();
                key.reset();
            }
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException("cannot wait for the gate " + gate, broken);
        }
    }

    private void bash(String command) throws InterruptedException {
        ObjectNode use = use("execute", command, mapper.createObjectNode().put("command", command));
        if (mode.equals("yolo") || permitted(use, command)) {
            done(use, "completed", run(command));
        } else {
            done(use, "failed", "the user does not want this");
        }
    }

    private void write(String file, String content) throws InterruptedException {
        Path path = Path.of("").toAbsolutePath().resolve(file);
        ObjectNode use = use("edit", "Write " + file, mapper.createObjectNode().put("path", path.toString()));
        if (mode.equals("yolo") || mode.equals("autoEdit") || permitted(use, "write " + file)) {
            JsonNode answer = wire.ask(
                    "fs/write_text_file",
                    mapper.createObjectNode()
                            .put("sessionId", conversation)
                            .put("path", path.toString())
                            .put("content", content + "\n"));
            done(
                    use,
                    answer.has("error") ? "failed" : "completed",
                    answer.path("error").path("message").asString("written"));
        } else {
            done(use, "failed", "the user does not want this");
        }
    }

    private void read(String file) throws InterruptedException {
        Path path = Path.of("").toAbsolutePath().resolve(file);
        ObjectNode use = use("read", "Read " + file, mapper.createObjectNode().put("path", path.toString()));
        JsonNode answer = wire.ask(
                "fs/read_text_file",
                mapper.createObjectNode().put("sessionId", conversation).put("path", path.toString()));
        done(
                use,
                answer.has("error") ? "failed" : "completed",
                answer.has("error")
                        ? answer.path("error").path("message").asString("")
                        : answer.path("result").path("content").asString(""));
    }

    private void plan(String text) throws InterruptedException {
        ObjectNode plan = update("plan");
        ArrayNode entries = plan.putArray("entries");
        text.lines()
                .forEach(line -> entries.addObject()
                        .put("content", line)
                        .put("priority", "medium")
                        .put("status", "pending"));
        wire.update(conversation, plan);
        ObjectNode use =
                use("switch_mode", "Ready to code?", mapper.createObjectNode().put("plan", text));
        done(use, permitted(use, "plan") ? "completed" : "failed", "");
    }

    private ObjectNode use(String kind, String title, ObjectNode input) {
        ObjectNode use = update("tool_call")
                .put("toolCallId", "call_" + conversation + "_" + tools++)
                .put("title", title)
                .put("kind", kind)
                .put("status", "pending");
        use.set("rawInput", input);
        wire.update(conversation, use);
        return use;
    }

    private void done(ObjectNode use, String status, String text) {
        ObjectNode update = update("tool_call_update")
                .put("toolCallId", use.path("toolCallId").asString())
                .put("status", status);
        update.putArray("content")
                .addObject()
                .put("type", "content")
                .putObject("content")
                .put("type", "text")
                .put("text", text);
        wire.repeatable(conversation, update);
    }

    private boolean permitted(ObjectNode use, String what) throws InterruptedException {
        if (allowed.contains(what)) {
            return true;
        }
        ObjectNode params = mapper.createObjectNode().put("sessionId", conversation);
        ArrayNode options = params.putArray("options");
        option(options, "once", "Allow", "allow_once");
        option(options, "always", "Allow for this session", "allow_always");
        option(options, "no", "Reject", "reject_once");
        ObjectNode tool = use.deepCopy();
        tool.remove("sessionUpdate");
        params.set("toolCall", tool);
        JsonNode outcome =
                wire.ask("session/request_permission", params).path("result").path("outcome");
        if (outcome.path("outcome").asString("").equals("cancelled")) {
            // The client cancels the turn as well; whichever comes first.
            throw new InterruptedException("cancelled");
        }
        if (outcome.path("optionId").asString("").equals("always")) {
            allowed.add(what);
        }
        return !outcome.path("optionId").asString("").equals("no");
    }

    private static void option(ArrayNode options, String id, String name, String kind) {
        options.addObject().put("optionId", id).put("name", name).put("kind", kind);
    }

    private static String run(String command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            return code == 0 ? output : output + "exit code " + code;
        } catch (IOException failed) {
            return "cannot be run: " + failed;
        }
    }

    private static void flood(int kilobytes) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < kilobytes; i++) {
            lines.add("e".repeat(1023));
        }
        System.err.println(String.join("\n", lines));
    }

    private ObjectNode update(String kind) {
        return mapper.createObjectNode().put("sessionUpdate", kind);
    }
}
