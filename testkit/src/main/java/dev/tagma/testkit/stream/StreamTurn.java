package dev.tagma.testkit.stream;

import dev.tagma.testkit.script.Script;
import dev.tagma.testkit.script.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plays one prompt, step by step, until it is over or interrupted. */
final class StreamTurn {

    private final StreamWire wire;
    private final StreamRecord record;
    private final JsonMapper mapper;
    private final Path gates;
    private final Set<String> allowed;
    private final String mode;
    private final Clock clock;
    private @Nullable ObjectNode echo;
    private String last = "";
    private boolean late;
    private int tools;
    private Step.Tokens tokens = new Step.Tokens(0, 0);

    /** It ends otherwise than by coming to its end. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String why) {
            super(why);
        }
    }

    /**
     * @param echo the prompt as it is repeated; the program does so with its first words
     * @param gates where {@code WAIT name} looks for a file of that name
     * @param allowed what may be done without asking, for good
     */
    StreamTurn(
            StreamWire wire,
            StreamRecord record,
            ObjectNode echo,
            JsonMapper mapper,
            Path gates,
            Set<String> allowed,
            String mode,
            Clock clock) {
        this.wire = wire;
        this.record = record;
        this.echo = echo;
        this.mapper = mapper;
        this.gates = gates;
        this.allowed = allowed;
        this.mode = mode;
        this.clock = clock;
    }

    /** Whether its result is said once more after the next turn has begun. */
    boolean late() {
        return late;
    }

    /** Plays the prompt and returns what it said last; interrupted when it is stopped. */
    String play(String text) throws InterruptedException, Failed {
        Script script = Script.parse(text);
        if (script.isEmpty()) {
            say("You said: " + text.strip());
        }
        for (Step step : script.steps()) {
            play(step);
        }
        return last;
    }

    private void play(Step step) throws InterruptedException, Failed {
        switch (step) {
            case Step.Say(String text) -> say(text);
            case Step.Think think -> {}
            case Step.Slow(Duration length) -> TimeUnit.NANOSECONDS.sleep(length.toNanos());
            case Step.Wait(String gate) -> {
                say("waiting for " + gate);
                await(gate);
            }
            case Step.Hang() -> TimeUnit.DAYS.sleep(1);
            case Step.Fail(int status, int times) -> fail(status);
            case Step.Limit(Duration resets) -> limit(resets);
            case Step.Tokens used -> tokens = used;
            case Step.Bash(String command, var kind) -> bash(command);
            case Step.Ask(String question, List<String> options) -> ask(question, options);
            case Step.Plan(String text) -> plan(text);
            case Step.Task(String name, String prompt) -> background(name);
            case Step.Crash() -> Runtime.getRuntime().halt(137);
            case Step.HangUi() -> TimeUnit.DAYS.sleep(1);
            case Step.Flood(int kilobytes) -> flood(kilobytes);
            case Step.Mislead(String text) -> text.lines().forEach(wire::chatter);
            case Step.LateHook delay -> late = true;
            case Step.Drop drop -> throw new Failed("API Error: Connection error.");
            case Step.Write write -> say("I have no such tool.");
            case Step.Read read -> say("I have no such tool.");
            case Step.Tool tool -> say("I have no such tool.");
            case Step.Calls calls -> {}
            case Step.Mute mute -> {}
        }
    }

    private void say(String text) {
        last = text;
        assistant(message(text), "");
    }

    private ObjectNode message(String text) {
        ObjectNode message = mapper.createObjectNode().put("role", "assistant");
        message.putArray("content").addObject().put("type", "text").put("text", text);
        if (tokens.input() > 0) {
            message.put("id", "msg_" + UUID.randomUUID()).put("model", "scripted-model");
            message.putObject("usage").put("input_tokens", tokens.input()).put("output_tokens", tokens.output());
        }
        return message;
    }

    private void assistant(ObjectNode message, String error) {
        if (echo != null) {
            wire.say(echo);
            echo = null;
        }
        ObjectNode said = wire.message("assistant").putNull("parent_tool_use_id");
        said.set("message", begun(message));
        String request = "req_" + UUID.randomUUID();
        said.put("request_id", request);
        if (!error.isEmpty()) {
            said.put("error", error);
        }
        wire.say(said);
        record.said(message, request);
    }

    /** An answer is told of when the model has just begun with it. */
    private static ObjectNode begun(ObjectNode message) {
        ObjectNode beginning = message.deepCopy();
        if (beginning.has("usage")) {
            ((ObjectNode) beginning.path("usage")).put("output_tokens", 1);
        }
        return beginning;
    }

    private void fail(int status) throws Failed {
        wire.say(wire.system("api_retry")
                .put("attempt", 1)
                .put("max_retries", 2)
                .put("error_status", status)
                .put("error", "server_error"));
        String text = "API Error: " + status;
        assistant(message(text), "server_error");
        throw new Failed(text);
    }

    private void limit(Duration resets) throws Failed {
        String text = "You've hit your session limit";
        ObjectNode said =
                wire.message("assistant").putNull("parent_tool_use_id").put("error", "rate_limit");
        said.set("message", message(text));
        said.put("api_error", "usage_limit_reached")
                .putObject("api_error_params")
                .putObject("rate_limit_info")
                .put("status", "rejected")
                .put("resetsAt", clock.instant().plus(resets).getEpochSecond());
        wire.say(said);
        throw new Failed(text);
    }

    private void background(String name) {
        ObjectNode changed = wire.system("background_tasks_changed");
        ArrayNode tasks = changed.putArray("tasks");
        if (!name.equals("over")) {
            tasks.addObject()
                    .put("task_id", name)
                    .put("task_type", "local_agent")
                    .put("description", name);
        }
        wire.say(changed);
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
        ObjectNode input = mapper.createObjectNode().put("command", command);
        String use = use("Bash", input);
        if (mode.equals("bypassPermissions") || allowed.contains(command)) {
            record.result(use, run(command));
            return;
        }
        JsonNode answer = wire.ask("Bash", input, use);
        if (!answer.path("updatedPermissions").isEmpty()) {
            allowed.add(command);
        }
        record.result(
                use,
                answer.path("behavior").asString("").equals("allow")
                        ? run(answer.path("updatedInput").path("command").asString(""))
                        : answer.path("message").asString(""));
    }

    private void ask(String question, List<String> options) throws InterruptedException {
        ObjectNode input = mapper.createObjectNode();
        ObjectNode one = input.putArray("questions")
                .addObject()
                .put("header", "Choice")
                .put("question", question)
                .put("multiSelect", false);
        ArrayNode choices = one.putArray("options");
        options.forEach(option -> choices.addObject().put("label", option).put("description", ""));
        String use = use("AskUserQuestion", input);
        JsonNode answer = wire.ask("AskUserQuestion", input, use);
        String chosen =
                answer.path("updatedInput").path("answers").path(question).asString("nothing");
        record.result(use, chosen);
        say("You chose " + chosen);
    }

    private void plan(String text) throws InterruptedException {
        ObjectNode input = mapper.createObjectNode().put("plan", text);
        String use = use("ExitPlanMode", input);
        JsonNode answer = wire.ask("ExitPlanMode", input, use);
        record.result(use, answer.path("behavior").asString(""));
        say("The plan is " + (answer.path("behavior").asString("").equals("allow") ? "approved" : "declined"));
    }

    private String use(String tool, ObjectNode input) {
        String id = "toolu_" + tools++;
        ObjectNode message = mapper.createObjectNode().put("role", "assistant");
        message.putArray("content")
                .addObject()
                .put("type", "tool_use")
                .put("id", id)
                .put("name", tool)
                .set("input", input);
        assistant(message, "");
        return id;
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
}
