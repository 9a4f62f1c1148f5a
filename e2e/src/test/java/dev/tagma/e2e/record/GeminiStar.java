package dev.tagma.e2e.record;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Gemini CLI. */
final class GeminiStar implements Star {

    private static final String SETTINGS = ".gemini/settings.json";
    private static final String TRUST = ".gemini/trustedFolders.json";
    private static final String QUIET = """
        "general": {"enableAutoUpdate": false}, "privacy": {"usageStatisticsEnabled": false},
        "telemetry": {"enabled": false}, "model": {"name": "gemini-2.5-pro"}}
        """;

    @Override
    public String agent() {
        return "gemini";
    }

    @Override
    public Map<String, String> environment(URI model) {
        return Map.of(
                "GEMINI_API_KEY", "dummy",
                "GOOGLE_GEMINI_BASE_URL", model.toString(),
                "GEMINI_CLI_NO_RELAUNCH", "true");
    }

    @Override
    public Map<String, String> settings(Path work) {
        return Map.of(
                SETTINGS,
                "{\"security\": {\"auth\": {\"selectedType\": \"gemini-api-key\"}, \"folderTrust\": {\"enabled\":"
                        + " true}},"
                        + QUIET,
                TRUST,
                "{\"" + work + "\": \"TRUST_FOLDER\"}");
    }

    @Override
    public String ready() {
        return "Type your message";
    }

    @Override
    public List<Scene> scenes() {
        return List.of(
                new Scene("trust", GeminiStar::trust),
                new Scene("login", GeminiStar::login),
                new Scene("composer", GeminiStar::composer),
                new Scene("turn", GeminiStar::turn),
                new Scene("permissions", GeminiStar::permissions),
                new Scene("question", GeminiStar::question),
                new Scene("plan", GeminiStar::plan),
                new Scene("failures", GeminiStar::failures),
                new Scene("retries", GeminiStar::retries),
                new Scene("limit", GeminiStar::limit),
                new Scene("compress", GeminiStar::compress),
                new Scene("menus", GeminiStar::menus),
                new Scene("modes", GeminiStar::modes),
                new Scene("exit", GeminiStar::exit));
    }

    private static void trust(Camera camera) throws IOException {
        camera.file(TRUST, "{}");
        camera.launch();
        camera.sees("Do you trust");
        camera.keep("trust", Label.dialog("trust"));
    }

    private static void login(Camera camera) throws IOException {
        camera.file(SETTINGS, "{" + QUIET);
        camera.variable("GEMINI_API_KEY", "");
        camera.launch();
        camera.sees("How would you like to authenticate");
        camera.keep("login", Label.dialog("login"));
        camera.press("Down");
        camera.still();
        camera.press("Enter");
        camera.sees("Enter Gemini API Key");
        camera.keep("login-key", Label.dialog("login"));
    }

    private static void composer(Camera camera) throws IOException {
        camera.start();
        camera.keep("idle-fresh", Label.composer("idle"));
        camera.type("half typed");
        camera.keep("draft", Label.composer("idle").draft("half typed"));
        camera.press("C-u");
        camera.keep("idle-after-ctrl-u", Label.composer("idle"));
        camera.paste("first line\nsecond line");
        camera.keep("draft-multi", Label.composer("idle").draft("first line\nsecond line"));
        camera.press("C-c");
        camera.loses("second line");
        camera.paste("a line of a long paste\n".repeat(12) + "its end");
        camera.keep("draft-pasted", Label.composer("idle").written("pasted"));
    }

    private static void turn(Camera camera) throws IOException, InterruptedException {
        camera.start();
        camera.say("WAIT talks");
        camera.at("talks");
        camera.keep("working-streaming", Label.composer("working"));
        camera.type("typed while working");
        camera.keep("working-draft", Label.composer("working").draft("typed while working"));
        camera.press("Enter");
        camera.keep("working-queued", Label.composer("working"));
        camera.open("talks");
        camera.sees("typed while working");
        camera.loses("esc to cancel");
        camera.keep("idle-after-turn", Label.composer("idle"));
        camera.say("THINK of something first\nWAIT thinks");
        camera.at("thinks");
        camera.keep("working-thinking", Label.composer("working"));
        camera.interrupt();
        camera.sees("Request cancelled");
        camera.keep("interrupted", Label.composer("interrupted").written("any"));
        camera.press("C-c");
        camera.still();
        camera.say("HANG");
        camera.sees("esc to cancel");
        camera.keep("working-silent", Label.composer("working"));
        camera.interrupt();
        camera.loses("esc to cancel");
        camera.keep("interrupted-silent", Label.composer("interrupted").written("any"));
    }

    private static void permissions(Camera camera) throws IOException {
        camera.start();
        camera.say("BASH touch made");
        camera.sees("Allow execution of");
        camera.keep(
                "permission-bash", Label.dialog("permission").text("touch made").options(3));
        camera.interrupt();
        camera.loses("Allow execution of");
        camera.keep("permission-refused", Label.composer("interrupted").written("any"));
        camera.start();
        camera.say("BASH echo begun; sleep 600; echo over");
        camera.sees("Allow execution of");
        camera.still();
        camera.press("1");
        camera.loses("Allow execution of");
        camera.keep("working-tool", Label.composer("working"));
        camera.type("typed while working");
        camera.keep("working-tool-draft", Label.composer("working").draft("typed while working"));
        camera.press("C-u");
        camera.still();
        camera.interrupt();
        camera.loses("esc to cancel");
        camera.keep("interrupted-tool", Label.composer("interrupted").written("any"));
        camera.start();
        camera.say("WRITE new.txt hello world");
        camera.sees("Apply this change?");
        camera.keep("permission-write", Label.dialog("permission").text("new.txt"));
        camera.press("1");
        camera.loses("Apply this change?");
        camera.loses("esc to cancel");
        camera.keep("idle-after-permission", Label.composer("idle"));
        camera.start();
        camera.say("TOOL replace {\"file_path\":\"README.md\",\"instruction\":\"say three\","
                + "\"old_string\":\"two\",\"new_string\":\"three\"}");
        camera.sees("Apply this change?");
        camera.keep("permission-edit", Label.dialog("permission").text("README.md"));
        camera.start();
        camera.say("TOOL web_fetch {\"prompt\":\"read https://example.com/x\"}");
        camera.sees("Do you want to proceed?");
        camera.keep("permission-fetch", Label.dialog("permission").text("example.com"));
    }

    private static void question(Camera camera) throws IOException, InterruptedException {
        camera.start();
        camera.say("ASK Which colour?|Red|Blue");
        camera.sees("Answer Questions");
        camera.keep(
                "question", Label.dialog("question").question("Which colour?").options(3));
        camera.press("Enter");
        camera.loses("Answer Questions");
        camera.loses("esc to cancel");
        camera.keep("idle-after-question", Label.composer("idle"));
        camera.say("ASK Which size?|Small|Large");
        camera.sees("Answer Questions");
        camera.still();
        camera.interrupt();
        camera.loses("Answer Questions");
        camera.keep("question-declined", Label.composer("interrupted").written("any"));
    }

    private static void plan(Camera camera) throws IOException, InterruptedException {
        camera.start("--approval-mode", "plan");
        camera.keep("idle-plan-mode", Label.composer("idle"));
        camera.say("WAIT plans");
        camera.at("plans");
        camera.keep("working-plan-mode", Label.composer("working"));
        camera.open("plans");
        camera.loses("esc to cancel");
        camera.say("TOOL write_file {\"file_path\":\"plan.md\",\"content\":\"1. Build the ark.\"}\n"
                + "TOOL exit_plan_mode {\"plan_filename\":\"plan.md\"}");
        camera.sees("Ready to start implementation?");
        camera.keep("plan", Label.dialog("plan"));
    }

    private static void failures(Camera camera) throws IOException {
        for (int status : new int[] {400, 401, 403, 404}) {
            camera.start();
            camera.say("FAIL " + status);
            camera.sees("[API Error");
            camera.loses("esc to cancel");
            camera.keep("error-" + status, Label.composer("error"));
        }
    }

    private static void retries(Camera camera) throws IOException {
        camera.start();
        camera.say("FAIL 503");
        camera.sees("esc to cancel");
        // It keeps its first attempts to itself.
        camera.keepNow("working-retrying-unseen", Label.composer("working"));
        camera.sees("taking a bit longer");
        camera.keep("retrying-503", Label.composer("retrying"));
        camera.interrupt();
        camera.loses("esc to cancel");
        camera.keep("interrupted-retrying", Label.composer("interrupted").written("any"));
    }

    private static void limit(Camera camera) throws IOException {
        camera.start();
        camera.say("FAIL 429");
        camera.sees("Usage limit reached");
        camera.keep("usage-limited", Label.dialog("limited"));
    }

    private static void compress(Camera camera) throws IOException {
        camera.pace(Duration.ofMillis(400));
        camera.start();
        camera.say("SAY a word before");
        camera.loses("esc to cancel");
        camera.type("/compress");
        camera.press("Enter");
        camera.asked();
        camera.keepNow("compacting", Label.composer("compacting"));
    }

    private static void menus(Camera camera) throws IOException {
        camera.start();
        camera.type("/");
        camera.keep("menu-slash", Label.composer("menu").written("any"));
        camera.press("Escape");
        camera.still();
        camera.press("C-u");
        camera.still();
        camera.type("!");
        camera.keep("menu-shell-mode", Label.composer("menu").written("any"));
        camera.start();
        camera.type("/theme");
        camera.press("Enter");
        camera.sees("Select Theme");
        camera.keep("menu-theme", Label.dialog("menu"));
        camera.start();
        camera.type("/model");
        camera.press("Enter");
        camera.sees("Select Model");
        camera.keep("menu-model", Label.dialog("menu"));
    }

    private static void modes(Camera camera) throws IOException, InterruptedException {
        camera.start("--approval-mode", "auto_edit");
        camera.keep("idle-mode-edits", Label.composer("idle"));
        camera.say("WAIT edits");
        camera.at("edits");
        camera.keep("working-mode-edits", Label.composer("working"));
        camera.start("--approval-mode", "yolo");
        camera.keep("idle-mode-yolo", Label.composer("idle"));
        camera.say("BASH sleep 600");
        camera.sees("sleep 600");
        camera.keep("working-mode-yolo", Label.composer("working"));
    }

    private static void exit(Camera camera) throws IOException {
        camera.start();
        camera.press("C-c");
        camera.keepNow("exit-confirm", Label.composer("idle").written("any"));
        camera.press("C-c");
        camera.ends();
        camera.keep("exited", Label.dialog("unknown"));
    }
}
