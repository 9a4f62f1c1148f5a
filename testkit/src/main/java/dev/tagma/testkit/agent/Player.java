package dev.tagma.testkit.agent;

import dev.tagma.testkit.script.Script;
import dev.tagma.testkit.script.Step;
import dev.tagma.testkit.script.Step.Bash;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Plays the steps of a script: speaks, uses tools, fails. Lives for one turn, of the agent or of a subagent. */
final class Player {

    private static final Duration TICK = Duration.ofMillis(250);

    /** Errors that are tried again, and how often before the agent gives up. */
    private static final int TRIES = 3;

    private static final DateTimeFormatter CLOCK_TIME = DateTimeFormatter.ofPattern("h:mma", Locale.US);

    private final Kit kit;
    private final Identity identity;
    private final Role role;
    private final Transcript transcript;
    private final Tools tools;
    private final Deque<Step> due = new ArrayDeque<>();
    private final StringBuilder speech = new StringBuilder();
    private Log.@Nullable Part part;
    private String messageId = newMessageId();
    private String lastWords = "";
    private String lastResult = "";
    private boolean hasOutput;

    Player(Kit kit, Identity identity, Role role, Transcript transcript) {
        this.kit = kit;
        this.identity = identity;
        this.role = role;
        this.transcript = transcript;
        this.tools = new Tools(kit, identity.cwd());
    }

    /** Takes what was said for what is to be done: its script, or to say it again. */
    void hear(Message message) {
        var script = Script.parse(message.text());
        if (!script.isEmpty()) {
            due.addAll(script.steps());
        } else if (message.isNotice()) {
            due.add(new Step.Say("Noted: " + summary(message.text())));
        } else if (!message.text().startsWith("<")) {
            var text = message.text().strip();
            due.add(new Step.Say("You said: " + text.substring(0, Math.min(300, text.length()))));
        }
    }

    /** Plays what is due, to the end. */
    void play() throws InterruptedException, ApiFailure, Rejection {
        while (!due.isEmpty()) {
            play(due.removeFirst());
            if (due.isEmpty() && speech.isEmpty()) {
                say(lastResult.isEmpty() ? "Done." : "Done. The tool answered: " + lastResult);
            }
        }
        if (lastWords.isEmpty() && speech.isEmpty()) {
            say("Done.");
        }
        flush("end_turn");
    }

    /** What was said last. */
    String lastWords() {
        return lastWords;
    }

    /** Whether anything came of it yet. */
    boolean hasOutput() {
        return hasOutput;
    }

    /** Ends in the middle: what was said so far stays. */
    void breakOff() {
        flush(null);
    }

    private void play(Step step) throws InterruptedException, ApiFailure, Rejection {
        switch (step) {
            case Step.Say(var text) -> say(text + "\n");
            case Step.Think _, Step.Tokens _, Step.Calls _ ->
                pause(kit.surroundings().pace());
            case Step.Slow(var length) -> trickle(length);
            case Step.Wait(var gate) -> {
                say("waiting for " + gate + " ");
                new Gates(kit.surroundings().gates()).await(gate);
            }
            case Step.Hang() -> new CountDownLatch(1).await();
            case Step.Drop(var times) -> tryAgain(0, "Connection dropped", times);
            case Step.Fail(var status, var times) -> fail(status, times);
            case Step.Limit(var resetsIn) -> {
                var at = kit.clock().instant().plus(resetsIn).atZone(ZoneOffset.UTC);
                var time = CLOCK_TIME.format(at).toLowerCase(Locale.ROOT);
                throw new ApiFailure(429, "rate_limit", "You've hit your 5-hour limit · resets " + time + " (UTC)");
            }
            case Step.ToolUse use -> use(use);
            case Step.Fault fault -> misbehave(fault);
        }
    }

    private void fail(int status, int times) throws InterruptedException, ApiFailure {
        boolean isTriedAgain = status == 401 || status == 429 || status >= 500;
        if (isTriedAgain) {
            tryAgain(status, Integer.toString(status), times);
        } else if (times > 0) {
            throw new ApiFailure(status, "unknown", "API Error: %d scripted failure %d".formatted(status, status));
        }
    }

    /** Shows tries that fail, and gives up if they are too many. */
    private void tryAgain(int status, String what, int times) throws InterruptedException, ApiFailure {
        for (int attempt = 1; attempt <= Math.min(times, TRIES); attempt++) {
            kit.desk().busyWith("%s · retrying in 1s · attempt %d/10".formatted(what, attempt));
            pause(Duration.ofSeconds(1));
        }
        kit.desk().busyWith("");
        if (times > TRIES) {
            throw status == 529
                    ? new ApiFailure(529, "server_error", "API Error: Repeated 529 Overloaded errors.")
                    : new ApiFailure(status, "server_error", "API Error: " + what);
        }
    }

    private void trickle(Duration length) throws InterruptedException {
        var ticks = length.dividedBy(TICK);
        for (int i = 1; i <= ticks; i++) {
            say("tick " + i + " ");
            pause(TICK);
        }
        say("\n");
    }

    private void say(String text) throws InterruptedException {
        hasOutput = true;
        var pace = kit.surroundings().pace();
        if (pace.isZero()) {
            speak(text);
            return;
        }
        for (var word : text.split("(?<=\\s)", -1)) {
            speak(word);
            pause(pace);
        }
    }

    private void speak(String words) {
        speech.append(words);
        if (role.isMain()) {
            var block = new Block.Reply(speech.toString());
            if (part == null) {
                part = kit.desk().log().add(block);
            } else {
                part.change(block);
            }
        }
    }

    /** Writes down what was said since the last tool. */
    private void flush(@Nullable String stop) {
        if (speech.isEmpty()) {
            return;
        }
        var text = speech.toString();
        transcript.assistant(messageId, identity.model(), Json.object("type", "text", "text", text), stop);
        lastWords = text.strip();
        speech.setLength(0);
        part = null;
    }

    private void use(Step.ToolUse step) throws InterruptedException, Rejection {
        flush("tool_use");
        switch (step) {
            case Bash(var command, var kind) -> use(ToolUse.bash(command, kind == Bash.Kind.BACKGROUND));
            case Step.Write(var file, var content) ->
                use(ToolUse.of("Write", Json.object("file_path", file, "content", content + "\n")));
            case Step.Read(var file) -> use(ToolUse.of("Read", Json.object("file_path", file)));
            case Step.Ask(var question, var options) -> use(ToolUse.question(question, options));
            case Step.Plan(var text) -> {
                kit.permissions().setMode("plan");
                var file = kit.surroundings().config().resolve("plans/scripted-%s.md".formatted(identity.promptId()));
                use(ToolUse.of("Write", Json.object("file_path", file.toString(), "content", text + "\n")));
                use(ToolUse.of("ExitPlanMode", Json.object("plan", text + "\n", "planFilePath", file.toString())));
            }
            case Step.Task(var name, var prompt) ->
                use(ToolUse.of(
                        "Agent",
                        Json.object("description", name, "prompt", prompt, "subagent_type", "general-purpose")));
            case Step.Tool(var name, var input) ->
                use(ToolUse.of(name, Json.read(input).members()));
        }
        if (role.isMain()) {
            kit.desk().interjections().forEach(this::hear);
        }
    }

    private void use(ToolUse use) throws InterruptedException, Rejection {
        hasOutput = true;
        var block = Json.object("type", "tool_use", "id", use.id(), "name", use.name(), "input", use.input());
        transcript.assistant(messageId, identity.model(), block, "tool_use");
        messageId = newMessageId();
        var shown = role.isMain() ? kit.desk().log().add(new Block.Tool(tools.announced(use))) : null;
        var asking = new Asking(kit, identity, role);
        long begun = System.nanoTime();
        try {
            switch (asking.ask(use)) {
                case Asking.Decision.Go(var granted, var extras) -> {
                    var result = granted.name().equals("Agent")
                            ? Subagent.launch(kit, identity, granted)
                            : tools.use(granted);
                    var told = result.isError()
                            ? asking.event(
                                    "PostToolUseFailure",
                                    granted,
                                    Json.object(
                                            "tool_use_id", use.id(),
                                            "error", result.content(),
                                            "is_interrupt", false,
                                            "duration_ms", milliseconds(begun)))
                            : asking.event(
                                    "PostToolUse",
                                    granted,
                                    Json.object(
                                            "tool_response", result.response(),
                                            "tool_use_id", use.id(),
                                            "duration_ms", milliseconds(begun)));
                    kit.hooks().run(told);
                    extras.put("toolUseResult", result.response());
                    finish(use, result.content(), result.isError(), extras);
                    show(shown, result.shown());
                }
                case Asking.Decision.Refuse(var reason, var extras) -> {
                    extras.put("toolUseResult", "Error: " + reason);
                    finish(use, reason, true, extras);
                    show(shown, List.of("  Did not run 1 call", "  ⎿  " + reason));
                }
            }
        } catch (Rejection | InterruptedException e) {
            var words = "The user doesn't want to proceed with this tool use. The tool use was rejected"
                    + " (eg. if it was a file edit, the new_string was NOT written to the file)."
                    + " STOP what you are doing and wait for the user to tell you how to proceed.";
            var extras = Json.object("toolUseResult", "User rejected tool use", "toolDenialKind", "user-rejected");
            transcript.toolResult(identity.promptId(), use.id(), words, true, extras);
            show(shown, List.of("  Did not run 1 call", "  ⎿  " + tools.named(use)));
            throw e instanceof InterruptedException ? new Rejection(use.name()) : (Rejection) e;
        }
    }

    private void finish(ToolUse use, String content, boolean isError, Map<String, @Nullable Object> extras) {
        lastResult = content.length() <= 300 ? content : content.substring(0, 300) + "…";
        transcript.toolResult(identity.promptId(), use.id(), content, isError, extras);
    }

    private static void show(Log.@Nullable Part part, List<String> rows) {
        if (part != null) {
            part.change(new Block.Tool(rows));
        }
    }

    private void misbehave(Step.Fault fault) {
        hasOutput = true;
        switch (fault) {
            case Step.Crash() -> Runtime.getRuntime().halt(137);
            case Step.HangUi() -> kit.desk().hang();
            case Step.Flood(var kilobytes) -> kit.desk().flood(kilobytes);
            case Step.Mislead(var text) ->
                kit.desk().log().add(new Block.Notes(text.lines().toList()));
            case Step.Mute(var source) -> kit.faults().mute(source);
            case Step.LateHook(var delay) -> kit.faults().delayHooks(delay);
        }
    }

    private static void pause(Duration length) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
    }

    private static long milliseconds(long since) {
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }

    private static String newMessageId() {
        return "msg_scripted_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    private static String summary(String notice) {
        int begin = notice.indexOf("<summary>");
        int end = notice.indexOf("</summary>");
        return begin < 0 || end < 0 ? notice : notice.substring(begin + "<summary>".length(), end);
    }
}
