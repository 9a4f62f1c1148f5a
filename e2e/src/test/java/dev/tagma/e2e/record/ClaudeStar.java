package dev.tagma.e2e.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Claude Code. */
final class ClaudeStar implements Star {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SETTINGS = ".claude.json";
    private static final String KEY = "sk-ant-dummy-key-000000000000";
    private static final String ONBOARDED = "\"hasCompletedOnboarding\":true,\"theme\":\"dark\","
            + "\"lastOnboardingVersion\":\"2.1.329\",\"hasSeenAutoDefaultNotice\":true";
    private static final String APPROVED = "\"customApiKeyResponses\":{\"approved\":[\"%s\"],\"rejected\":[]}"
            .formatted(KEY.substring(KEY.length() - 20));
    private static final String[] MANUAL = {"--permission-mode", "manual"};

    @Override
    public String agent() {
        return "claude-code";
    }

    @Override
    public Map<String, String> environment(URI model) {
        return Map.of(
                "ANTHROPIC_BASE_URL", model.toString(),
                "ANTHROPIC_API_KEY", KEY,
                "DISABLE_AUTOUPDATER", "1",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                "IS_SANDBOX", "1");
    }

    @Override
    public Map<String, String> settings(Path work) {
        return Map.of(SETTINGS, "{" + ONBOARDED + "," + APPROVED + "," + trusted(work) + "}");
    }

    private static String trusted(Path work) {
        return "\"projects\":{\"" + work + "\":{\"hasTrustDialogAccepted\":true}}";
    }

    @Override
    public String ready() {
        return "for agents";
    }

    /** The newest one: a program that was killed leaves its file behind. */
    @Override
    public Optional<JsonNode> stateFile(Path home) {
        Path directory = home.resolve(".claude/sessions");
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .max(java.util.Comparator.comparingLong(
                            file -> file.toFile().lastModified()))
                    .map(file -> JSON.readTree(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public List<Scene> scenes() {
        return List.of(
                new Scene("gates", ClaudeStar::gates),
                new Scene("bypass", ClaudeStar::bypass),
                new Scene("onboarding", ClaudeStar::onboarding),
                new Scene("drafts", ClaudeStar::drafts),
                new Scene("turn", ClaudeStar::turn),
                new Scene("interrupts", ClaudeStar::interrupts),
                new Scene("permissions", ClaudeStar::permissions),
                new Scene("tools", ClaudeStar::tools),
                new Scene("questions", ClaudeStar::questions),
                new Scene("plan", ClaudeStar::plan),
                new Scene("errors", ClaudeStar::errors),
                new Scene("retries", ClaudeStar::retries),
                new Scene("limit", ClaudeStar::limit),
                new Scene("compact", ClaudeStar::compact),
                new Scene("background", ClaudeStar::background),
                new Scene("menus", ClaudeStar::menus),
                new Scene("modes", ClaudeStar::modes),
                new Scene("exit", ClaudeStar::exit));
    }

    private static void gates(Camera camera) throws IOException {
        camera.file(SETTINGS, "{" + ONBOARDED + "," + APPROVED + "}");
        camera.launch(MANUAL);
        camera.sees("Yes, I trust this folder");
        camera.keep("trust", Label.dialog("trust"));
        camera.file(SETTINGS, "{" + ONBOARDED + "," + trusted(camera.work()) + "}");
        camera.launch(MANUAL);
        camera.sees("Do you want to use this API key?");
        camera.keep("api-key", Label.dialog("api-key"));
    }

    private static void bypass(Camera camera) throws IOException, InterruptedException {
        camera.launch("--permission-mode", "bypassPermissions");
        camera.sees("Yes, I accept");
        camera.keep("bypass-warning", Label.dialog("trust"));
        camera.press("Down");
        camera.still();
        camera.press("Enter");
        camera.sees("for agents");
        camera.keep("idle-mode-bypasspermissions", Label.composer("idle"));
        camera.say("WAIT bypasses");
        camera.at("bypasses");
        camera.keep("working-mode-bypass", Label.composer("working"));
    }

    private static void onboarding(Camera camera) throws IOException {
        camera.file(SETTINGS, "{\"hasCompletedOnboarding\":false}");
        camera.launch(MANUAL);
        camera.sees("Choose the text style");
        camera.keep("onboarding-theme", Label.dialog("onboarding"));
    }

    private static void drafts(Camera camera) throws IOException {
        camera.start(MANUAL);
        camera.keep("idle-fresh", Label.composer("idle"));
        camera.type("half typed");
        camera.keep("draft-single", Label.composer("idle").draft("half typed"));
        camera.press("Escape");
        camera.keep("draft-esc-once", Label.composer("idle").draft("half typed"));
        camera.press("C-u");
        camera.still();
        camera.paste("one line\nand another");
        camera.keep("draft-multi", Label.composer("idle").draft("one line\nand another"));
        camera.press("C-c");
        camera.still();
        camera.type("word ".repeat(60).strip());
        camera.keep(
                "draft-wrapped", Label.composer("idle").draft("word ".repeat(60).strip()));
        camera.press("C-c");
        camera.still();
        camera.paste("a line\n".repeat(11) + "its end");
        camera.keep("draft-pasted", Label.composer("idle").pasted(1, 11));
        camera.press("C-c");
        camera.still();
        camera.type("größer als 日本 🙂");
        camera.keep("draft-unicode", Label.composer("idle").draft("größer als 日本 🙂"));
    }

    private static void turn(Camera camera) throws IOException, InterruptedException {
        camera.start(MANUAL);
        camera.say("WAIT talks\nSAY end");
        camera.at("talks");
        camera.keep("working-streaming-short", Label.composer("working"));
        camera.type("half typed");
        camera.keep("working-draft", Label.composer("working").draft("half typed"));
        camera.press("Enter");
        camera.keep("working-queued", Label.composer("working").written("any"));
        camera.type("more");
        camera.keep("working-queued-draft", Label.composer("working").draft("more"));
        camera.press("C-u");
        camera.still();
        camera.open("talks");
        camera.loses("esc to interrupt");
        camera.keep("idle-after-turn", Label.composer("idle"));
        camera.say("THINK for a good while\nHANG");
        camera.sees("thinking");
        camera.keep("working-thinking", Label.composer("working"));
    }

    private static void interrupts(Camera camera) throws IOException, InterruptedException {
        camera.start(MANUAL);
        camera.say("WAIT talks");
        camera.at("talks");
        camera.still();
        camera.interrupt();
        camera.sees("What should Claude do instead?");
        camera.keep("idle-interrupted", Label.composer("idle"));
        camera.say("HANG");
        camera.sees("esc to interrupt");
        camera.keep("working-silent", Label.composer("working"));
        camera.interrupt();
        camera.loses("esc to interrupt");
        camera.keep("draft-restored-after-esc", Label.composer("idle").draft("HANG"));
    }

    private static void permissions(Camera camera) throws IOException, InterruptedException {
        camera.start(MANUAL);
        camera.say("BASH touch made\nSAY end");
        camera.sees("Do you want to proceed?");
        camera.keep("permission-bash", Label.dialog("permission").text("touch made"));
        camera.press("Tab");
        camera.keep("permission-bash-amending", Label.dialog("permission").text("touch made"));
        camera.press("Escape");
        camera.still();
        camera.press("Escape");
        camera.sees("What should Claude do instead?");
        camera.keep("idle-rejected", Label.composer("idle"));
        camera.say("WRITE new.txt hello world\nSAY end");
        camera.sees("Do you want to create new.txt?");
        camera.keep("permission-write", Label.dialog("permission").text("Do you want to create new.txt?"));
        camera.press("1");
        camera.loses("Do you want to create");
        camera.loses("esc to interrupt");
        camera.say("READ README.md\nTOOL Edit {\"file_path\":\"" + camera.work()
                + "/README.md\",\"old_string\":\"two\",\"new_string\":\"three\"}\nSAY end");
        camera.sees("Do you want to make this edit");
        camera.keep("permission-edit", Label.dialog("permission").text("Do you want to make this edit to README.md?"));
        camera.press("Escape");
        camera.loses("Do you want to make this edit");
        camera.keep("idle-rejected-edit", Label.composer("idle"));
        camera.say("TOOL WebFetch {\"url\":\"https://example.com/x\",\"prompt\":\"read it\"}\nSAY end");
        camera.sees("Do you want to");
        camera.keep("permission-fetch", Label.dialog("permission").text("https://example.com/x"));
        camera.press("Escape");
        camera.loses("Do you want to");
        camera.say("WAIT draws\nBASH touch zz\nSAY end");
        camera.at("draws");
        camera.type("my draft");
        camera.open("draws");
        camera.sees("Waiting for permission");
        camera.keep("permission-over-draft", Label.composer("undecided").draft("my draft"));
    }

    private static void tools(Camera camera) throws IOException, InterruptedException {
        camera.start(MANUAL);
        camera.say("BASH tail -f /dev/null\nSAY x");
        camera.sees("Do you want to proceed?");
        camera.still();
        camera.press("1");
        camera.loses("Do you want to proceed?");
        camera.keep("working-tool-running", Label.composer("working"));
        camera.type("half typed");
        camera.keep("working-tool-running-draft", Label.composer("working").draft("half typed"));
        camera.press("C-u");
        camera.still();
        camera.interrupt();
        camera.sees("What should Claude do instead?");
        camera.keep("idle-interrupted-tool", Label.composer("idle"));
        camera.say("TASK sub|WAIT subgate\nWAIT main\nSAY end");
        camera.at("subgate");
        camera.at("main");
        camera.keep("working-with-subagents", Label.composer("working"));
        camera.open("main");
        camera.sees("Waiting for 1");
        camera.keep("background-subagent", Label.composer("background"));
        camera.type("half typed");
        camera.keep("background-subagent-draft", Label.composer("background").draft("half typed"));
    }

    private static void questions(Camera camera) throws IOException, InterruptedException {
        camera.start(MANUAL);
        camera.say("ASK Which colour?|Red|Green|Blue\nSAY end");
        camera.sees("Enter to select");
        camera.keep("question-single", Label.dialog("question").question("Which colour?"));
        camera.press("Escape");
        camera.loses("Enter to select");
        camera.keep("idle-question-declined", Label.composer("idle"));
        camera.say("TOOL AskUserQuestion {\"questions\":[{\"question\":\"Which colours?\",\"header\":\"Colours\","
                + "\"options\":[{\"label\":\"Red\",\"description\":\"r\"},{\"label\":\"Blue\",\"description\":\"b\"}],\"multiSelect\":true},{\"question\":\"Which"
                + " size?\",\"header\":\"Size\",\"options\":[{\"label\":\"S\",\"description\":\"s\"},{\"label\":\"L\",\"description\":\"l\"}],\"multiSelect\":false}]}\n"
                + "SAY end");
        camera.sees("Enter to select");
        camera.keep("question-multi", Label.dialog("question").question("Which colours?"));
        camera.press("Tab");
        camera.sees("Which size?");
        camera.keep("question-second-tab", Label.dialog("question").question("Which size?"));
        camera.press("Tab");
        camera.sees("Review your answers");
        camera.keep("question-review", Label.dialog("question").question("Review your answers"));
    }

    private static void plan(Camera camera) throws IOException, InterruptedException {
        camera.start("--permission-mode", "plan");
        camera.keep("idle-mode-plan", Label.composer("idle"));
        camera.say("WAIT plans");
        camera.at("plans");
        camera.keep("working-mode-plan", Label.composer("working"));
        camera.open("plans");
        camera.loses("esc to interrupt");
        camera.say("PLAN 1. Build the ark.\\n2. Fill it.\nSAY end");
        camera.sees("Would you like to proceed?");
        camera.keep("plan-approval", Label.dialog("plan").text("Build the ark."));
        camera.press("Escape");
        camera.loses("Would you like to proceed?");
        camera.keep("idle-plan-rejected", Label.composer("idle"));
    }

    private static void errors(Camera camera) throws IOException, InterruptedException {
        camera.variable("CLAUDE_CODE_MAX_RETRIES", "1");
        for (int status : new int[] {400, 403, 404, 413}) {
            camera.start(MANUAL);
            camera.say("FAIL " + status);
            camera.fails(status);
            camera.rests();
            camera.keep("error-" + status, Label.composer("error").written("any"));
        }
    }

    private static void retries(Camera camera) throws IOException {
        for (int status : new int[] {401, 429, 500, 529}) {
            camera.start(MANUAL);
            camera.say("FAIL " + status);
            camera.sees("attempt 3/");
            camera.keepNow("retrying-later-" + status, Label.composer("retrying"));
        }
        camera.start(MANUAL);
        camera.say("DROP");
        camera.sees("attempt 2/");
        camera.keepNow("retrying-later-drop", Label.composer("retrying"));
    }

    private static void limit(Camera camera) throws IOException {
        camera.variable("ANTHROPIC_API_KEY", "");
        camera.variable("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-dummy-000000000000");
        camera.start(MANUAL);
        camera.say("LIMIT 7200");
        camera.sees("You've hit your");
        camera.keep("usage-limited", Label.composer("limited"));
    }

    private static void compact(Camera camera) throws IOException {
        camera.pace(Duration.ofMillis(250));
        camera.start(MANUAL);
        camera.say("SAY hi");
        camera.sees("esc to interrupt");
        camera.loses("esc to interrupt");
        camera.type("/compact");
        camera.press("Enter");
        camera.sees("Compacting");
        camera.keepNow("compacting", Label.composer("compacting"));
        camera.loses("esc to interrupt");
        camera.keep("idle-after-compact", Label.composer("idle"));
        camera.type("/clear");
        camera.press("Enter");
        camera.loses("hi");
        camera.keep("idle-after-clear", Label.composer("idle"));
    }

    private static void background(Camera camera) throws IOException {
        camera.start(MANUAL);
        camera.say("TOOL Bash {\"command\":\"tail -f /dev/null\",\"run_in_background\":true,\"description\":\"nap\"}\n"
                + "SAY end");
        camera.sees("still running");
        camera.keep("background-shell", Label.composer("background"));
        camera.type("half typed");
        camera.keep("background-shell-draft", Label.composer("background").draft("half typed"));
    }

    private static void menus(Camera camera) throws IOException {
        camera.start(MANUAL);
        camera.type("/");
        camera.keep("menu-slash", Label.dialog("menu").written("any"));
        camera.press("C-u");
        camera.still();
        camera.type("!");
        camera.keep("draft-shell-mode", Label.dialog("menu").written("any"));
        camera.press("Escape");
        camera.still();
        camera.type("?");
        camera.keep("menu-shortcuts", Label.dialog("menu").written("any"));
        camera.press("Escape");
        camera.still();
        for (String name : List.of("model", "config", "help", "permissions", "theme")) {
            camera.type("/" + name);
            camera.press("Enter");
            camera.loses("for agents");
            camera.keep("menu-" + name, Label.dialog("menu"));
            camera.press("Escape");
            camera.sees("for agents");
        }
    }

    private static void modes(Camera camera) throws IOException, InterruptedException {
        for (String mode : List.of("acceptEdits", "auto", "dontAsk")) {
            camera.start("--permission-mode", mode);
            camera.keep("idle-mode-" + mode.toLowerCase(java.util.Locale.ROOT), Label.composer("idle"));
        }
    }

    private static void exit(Camera camera) throws IOException {
        camera.start(MANUAL);
        camera.say("SAY hi");
        camera.sees("done");
        camera.still();
        camera.press("C-c");
        camera.keepNow("exit-confirm-ctrl-c", Label.dialog("exit-confirm").written("any"));
        camera.loses("again to exit");
        camera.press("C-d");
        camera.sees("Press Ctrl-D again to exit");
        camera.keepNow("exit-confirm-ctrl-d", Label.dialog("exit-confirm").written("any"));
        camera.press("C-d");
        camera.ends();
        camera.keep("exited", Label.dialog("unknown"));
        camera.start("--permission-mode", "manual", "--continue");
        camera.keep("idle-resumed", Label.composer("idle"));
    }
}
