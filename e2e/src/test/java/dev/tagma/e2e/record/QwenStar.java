package dev.tagma.e2e.record;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Qwen Code. */
final class QwenStar implements Star {

    private static final String SETTINGS = ".qwen/settings.json";
    private static final String[] MANUAL = {"--approval-mode", "default"};
    private static final String QUIET = """
        "model": {"name": "fake-model"}, "general": {"enableAutoUpdate": false},
        "privacy": {"usageStatisticsEnabled": false}, "telemetry": {"enabled": false}}
        """;

    @Override
    public String agent() {
        return "qwen";
    }

    @Override
    public Map<String, String> environment(URI model) {
        return Map.of(
                "OPENAI_API_KEY", "dummy",
                "OPENAI_BASE_URL", model + "/v1",
                "OPENAI_MODEL", "fake-model");
    }

    @Override
    public Map<String, String> settings(Path work) {
        return Map.of(SETTINGS, "{\"security\": {\"auth\": {\"selectedType\": \"openai\"}}, " + QUIET);
    }

    @Override
    public String ready() {
        return "Type your message";
    }

    @Override
    public List<Scene> scenes() {
        return List.of(
                new Scene("trust", QwenStar::trust),
                new Scene("login", QwenStar::login),
                new Scene("composer", QwenStar::composer),
                new Scene("turn", QwenStar::turn),
                new Scene("permissions", QwenStar::permissions),
                new Scene("question", QwenStar::question),
                new Scene("plan", QwenStar::plan),
                new Scene("failures", QwenStar::failures),
                new Scene("retries", QwenStar::retries),
                new Scene("compress", QwenStar::compress),
                new Scene("menus", QwenStar::menus),
                new Scene("modes", QwenStar::modes),
                new Scene("exit", QwenStar::exit));
    }

    private static void trust(Camera camera) throws IOException {
        camera.file(
                SETTINGS,
                "{\"security\": {\"auth\": {\"selectedType\": \"openai\"}, \"folderTrust\": {\"enabled\": true}}, "
                        + QUIET);
        camera.launch(MANUAL);
        camera.sees("Do you trust");
        camera.keep("trust", Label.dialog("trust"));
    }

    private static void login(Camera camera) throws IOException {
        camera.file(SETTINGS, "{" + QUIET);
        camera.variable("OPENAI_API_KEY", "");
        camera.variable("OPENAI_BASE_URL", "");
        camera.launch(MANUAL);
        camera.sees("provider");
        camera.keep("login", Label.dialog("login"));
    }

    private static void composer(Camera camera) throws IOException {
        camera.start(MANUAL);
        camera.keep("idle-fresh", Label.composer("idle"));
        camera.type("half typed");
        camera.keep("draft", Label.composer("idle").draft("half typed"));
        camera.press("C-u");
        camera.keep("idle-after-ctrl-u", Label.composer("idle"));
        camera.paste("first line\nsecond line");
        camera.keep("draft-multi", Label.composer("idle").draft("first line\nsecond line"));
        camera.press("C-c");
        camera.loses("second line");
        camera.paste("a line of a long paste\n".repeat(60) + "its end");
        camera.keep("draft-pasted", Label.composer("idle").written("pasted"));
    }

    private static void turn(Camera camera) throws IOException, InterruptedException {
        camera.start(MANUAL);
        camera.say("WAIT talks");
        camera.at("talks");
        camera.keep("working-streaming", Label.composer("working"));
        camera.type("typed while working");
        camera.keep("working-draft", Label.composer("working").draft("typed while working"));
        camera.press("C-q");
        camera.keep("working-queued", Label.composer("working"));
        camera.open("talks");
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
        camera.start(MANUAL);
        camera.say("BASH touch made");
        camera.sees("Yes, allow once");
        camera.keep("permission-bash", Label.dialog("permission").text("touch made"));
        camera.interrupt();
        camera.loses("Yes, allow once");
        camera.keep("permission-refused", Label.composer("idle").written("any"));
        camera.start(MANUAL);
        camera.say("BASH touch begun; sleep 600");
        camera.sees("Yes, allow once");
        camera.still();
        camera.press("1");
        camera.loses("Yes, allow once");
        camera.keep("working-tool", Label.composer("working"));
        camera.type("typed while working");
        camera.keep("working-tool-draft", Label.composer("working").draft("typed while working"));
        camera.press("C-u");
        camera.still();
        camera.interrupt();
        camera.loses("esc to cancel");
        camera.keep("interrupted-tool", Label.composer("interrupted").written("any"));
        camera.start(MANUAL);
        camera.say("WRITE " + camera.work() + "/new.txt hello world");
        camera.sees("Yes, allow once");
        camera.keep("permission-write", Label.dialog("permission").text("new.txt"));
        camera.press("1");
        camera.loses("Yes, allow once");
        camera.loses("esc to cancel");
        camera.keep("idle-after-permission", Label.composer("idle"));
        camera.start(MANUAL);
        camera.say("READ " + camera.work() + "/README.md\nTOOL edit {\"file_path\":\"" + camera.work()
                + "/README.md\",\"old_string\":\"two\",\"new_string\":\"three\"}");
        camera.sees("Yes, allow once");
        camera.keep("permission-edit", Label.dialog("permission").text("README.md"));
        camera.start(MANUAL);
        camera.say("TOOL web_fetch {\"url\":\"https://example.com/x\",\"prompt\":\"read it\"}");
        camera.sees("Yes, allow once");
        camera.keep("permission-fetch", Label.dialog("permission").text("example.com"));
    }

    private static void question(Camera camera) throws IOException, InterruptedException {
        camera.start(MANUAL);
        camera.say("ASK Which colour?|Red|Blue");
        camera.sees("Enter: Select");
        camera.keep(
                "question", Label.dialog("question").question("Which colour?").options(3));
        camera.press("Enter");
        camera.loses("Enter: Select");
        camera.loses("esc to cancel");
        camera.keep("idle-after-question", Label.composer("idle"));
        camera.say("ASK Which size?|Small|Large");
        camera.sees("Enter: Select");
        camera.still();
        camera.interrupt();
        camera.loses("Enter: Select");
        camera.keep("question-declined", Label.composer("idle").written("any"));
    }

    private static void plan(Camera camera) throws IOException, InterruptedException {
        camera.start("--approval-mode", "plan");
        camera.keep("idle-plan-mode", Label.composer("idle"));
        camera.say("WAIT plans");
        camera.at("plans");
        camera.keep("working-plan-mode", Label.composer("working"));
        camera.open("plans");
        camera.loses("esc to cancel");
        camera.say("PLAN 1. Build the ark.");
        camera.sees("Would you like to proceed?");
        camera.keep("plan", Label.dialog("plan"));
    }

    private static void failures(Camera camera) throws IOException {
        for (int status : new int[] {400, 401, 403, 404}) {
            camera.start(MANUAL);
            camera.say("FAIL " + status);
            camera.sees("[API Error");
            camera.loses("esc to cancel");
            camera.keep("error-" + status, Label.composer("error"));
        }
    }

    private static void retries(Camera camera) throws IOException {
        camera.start(MANUAL);
        camera.say("FAIL 429");
        camera.sees("etry");
        camera.keepNow("retrying-429", Label.composer("retrying"));
    }

    private static void compress(Camera camera) throws IOException {
        camera.pace(Duration.ofMillis(400));
        camera.start(MANUAL);
        camera.say("SAY a word before");
        camera.loses("esc to cancel");
        camera.type("/compress");
        camera.press("Enter");
        camera.asked();
        camera.keepNow("compacting", Label.composer("compacting"));
    }

    private static void menus(Camera camera) throws IOException {
        camera.start(MANUAL);
        camera.type("/");
        camera.keep("menu-slash", Label.composer("menu").written("any"));
        camera.press("Escape");
        camera.still();
        camera.press("C-u");
        camera.still();
        camera.type("!");
        camera.keep("menu-shell-mode", Label.composer("menu").written("any"));
        camera.start(MANUAL);
        camera.type("/theme");
        camera.press("Enter");
        camera.sees("Select Theme");
        camera.keep("menu-theme", Label.dialog("menu"));
        camera.start(MANUAL);
        camera.type("/model");
        camera.press("Enter");
        camera.sees("Select Model");
        camera.keep("menu-model", Label.dialog("menu"));
    }

    private static void modes(Camera camera) throws IOException, InterruptedException {
        camera.start("--approval-mode", "auto-edit");
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
        camera.start(MANUAL);
        camera.press("C-c");
        camera.keepNow("exit-confirm", Label.composer("idle").written("any"));
        camera.press("C-c");
        camera.ends();
        camera.keep("exited", Label.dialog("unknown"));
    }
}
