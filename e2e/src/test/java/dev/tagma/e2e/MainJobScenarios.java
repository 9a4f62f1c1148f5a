package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person does with one agent all day, over the real command line, daemon, tmux and git. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class MainJobScenarios {

    private Stage stage;

    abstract World world();

    @BeforeEach
    void open() throws IOException, InterruptedException {
        stage = new Stage(world());
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void startsIdleInAWorktreeOfItsOwn() {
        String session = stage.create("--title", "first");

        Json shown = stage.show(session);

        assertThat(Stage.text(shown, "lifecycle")).isEqualTo("live");
        assertThat(stage.activities(session)).containsExactly("idle");
        assertThat(Stage.text(field(shown, "workspace"), "kind")).isEqualTo("worktree");
        assertThat(Path.of(Stage.text(field(shown, "workspace"), "path")))
                .isDirectory()
                .isNotEqualTo(stage.repository());
    }

    @Test
    void aMessageIsDeliveredOnceAndItsTurnIsSeenFromBeginningToEnd() {
        String session = stage.create();

        stage.say(session, "SAY hello there");

        assertThat(stage.activities(session)).containsExactly("idle", "working", "idle");
        assertThat(messageStates(session)).containsSubsequence("accepted", "submitted", "started", "done");
        assertThat(types(session)).containsSubsequence("turn.started", "turn.ended");
        assertThat(stage.world().told("SAY hello there")).isEqualTo(1);
    }

    @Test
    void workIsWaitedForAndTheWaitTimesOutWithItsOwnExitCode() {
        String session = stage.create();
        stage.ok("send", session, "WAIT gate");

        Stage.Run tooShort = stage.tagma("wait", session, "--timeout", "3");
        stage.world().open("gate");
        Stage.Run enough = stage.tagma("wait", session, "--timeout", "60");

        assertThat(tooShort.exit()).isEqualTo(124);
        assertThat(enough.exit()).isZero();
        assertThat(stage.activity(session)).isEqualTo("idle");
    }

    @Test
    void aPermissionIsAskedForGivenAndTheCommandRuns() {
        String session = stage.create();
        stage.say(session, "BASH touch made-by-agent");
        assertThat(stage.activity(session)).isEqualTo("waiting_permission");
        assertThat(workspace(session).resolve("made-by-agent")).doesNotExist();

        stage.ok("approve", session);
        stage.ok("wait", session, "--timeout", "60");

        assertThat(workspace(session).resolve("made-by-agent")).exists();
        assertThat(stage.activities(session)).containsSubsequence("working", "waiting_permission", "working", "idle");
        assertThat(types(session)).containsSubsequence("request.opened", "request.closed", "turn.ended");
    }

    @Test
    void aQuestionIsAnsweredByItsChoice() {
        String session = stage.create();
        stage.say(session, "ASK Which colour?|Red|Blue");
        assertThat(stage.activity(session)).isEqualTo("waiting_question");

        stage.ok("answer", session, "Blue");
        stage.ok("wait", session, "--timeout", "60");

        assertThat(stage.activity(session)).isEqualTo("idle");
        assertThat(stage.activities(session)).containsSubsequence("working", "waiting_question", "idle");
    }

    @Test
    void aMessageSentWhileADialogIsOpenWaitsAndIsNeverTyped() {
        String session = stage.create();
        stage.say(session, "BASH touch first");

        stage.ok("send", session, "SAY after the dialog");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(stage.events(session).toString()).contains("waiting permission"));
        assertThat(workspace(session).resolve("first")).doesNotExist();
        stage.ok("approve", session);
        stage.ok("wait", session, "--timeout", "60");

        assertThat(workspace(session).resolve("first"))
                .as(() -> stage.course(session))
                .exists();
        assertThat(stage.world().told("SAY after the dialog")).isEqualTo(1);
    }

    @Test
    void messagesSentWhileItWorksAreDeliveredOnceAndInOrder() {
        String session = stage.create();
        stage.ok("send", session, "WAIT gate");
        Awaitility.await().until(() -> stage.activity(session).equals("working"));

        stage.ok("send", session, "SAY number one");
        stage.ok("send", session, "SAY number two");
        stage.world().open("gate");
        stage.ok("wait", session, "--timeout", "90");

        assertThat(stage.world().told("SAY number one")).isEqualTo(1);
        assertThat(stage.world().told("SAY number two")).isEqualTo(1);
        assertThat(prompts(session)).containsSubsequence("WAIT gate", "SAY number one", "SAY number two");
    }

    @Test
    void whatLooksLikeACommandIsTextToTheModel() {
        String session = stage.create();

        for (String text : List.of("!touch pwned", "/clear", " /clear", "# note", "exit", "-v", "&& touch pwned")) {
            stage.say(session, text);
            assertThat(stage.activity(session)).as(text).isEqualTo("idle");
        }

        assertThat(workspace(session).resolve("pwned")).doesNotExist();
        assertThat(prompts(session)).hasSize(7);
    }

    @Test
    void aLongMessageArrivesWhole() {
        String session = stage.create();
        String line = "x\tindented, with ünïcode 日本語 🚀 and \"quotes\" $HOME `back` \\slash\n";
        String text = "SAY got it\n" + line.repeat(20_000 / line.length());

        assertThat(stage.tagmaWith(text, "send", session, "-f", "-", "--wait", "--timeout", "60")
                        .exit())
                .isZero();

        assertThat(stage.activity(session)).isEqualTo("idle");
        assertThat(stage.world().told("SAY got it")).isEqualTo(1);
    }

    @Test
    void anApiErrorIsShownAndTheNextMessageIsDelivered() {
        String session = stage.create();

        stage.say(session, "FAIL 400");
        assertThat(stage.activity(session)).isEqualTo("error");
        stage.say(session, "SAY fine again");

        assertThat(stage.activity(session)).isEqualTo("idle");
    }

    @Test
    void theDaemonIsKilledAndEverythingGoesOn() throws IOException {
        String session = stage.create();
        stage.ok("send", session, "WAIT gate");
        Awaitility.await().until(() -> stage.activity(session).equals("working"));
        stage.ok("send", session, "SAY queued before the kill");

        stage.killDaemon();
        assertThat(stage.activity(session)).isIn("unknown", "working");
        Awaitility.await().until(() -> stage.activity(session).equals("working"));
        stage.world().open("gate");
        stage.ok("wait", session, "--timeout", "60");

        assertThat(stage.world().told("SAY queued before the kill")).isEqualTo(1);
        assertThat(stage.activity(session)).isEqualTo("idle");
    }

    @Test
    void anOpenRequestOutlivesTheDaemonAndCanBeAnswered() throws IOException {
        String session = stage.create();
        stage.say(session, "BASH touch after-restart");

        stage.killDaemon();
        Awaitility.await().until(() -> stage.activity(session).equals("waiting_permission"));
        stage.ok("approve", session);
        stage.ok("wait", session, "--timeout", "60");

        assertThat(workspace(session).resolve("after-restart"))
                .as(() -> stage.course(session))
                .exists();
        assertThat(types(session).stream().filter("request.opened"::equals)).hasSize(1);
    }

    @Test
    void removingSavesWorkFirstAndNeedsAWordForWorkThatIsNowhereElse() throws IOException {
        String session = stage.create();
        Path workspace = workspace(session);
        Files.writeString(workspace.resolve("draft.txt"), "not committed");

        Stage.Run refused = stage.tagma("rm", session);
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("nowhere else");
        assertThat(workspace.resolve("draft.txt")).exists();
        Stage.Run removed = stage.ok("rm", session, "--force", "dirty");

        assertThat(workspace).doesNotExist();
        assertThat(removed.out() + removed.err()).containsIgnoringCase("saved");
        assertThat(stage.tagma("show", session).exit()).isEqualTo(1);
    }

    private Path workspace(String session) {
        return Path.of(Stage.text(field(stage.show(session), "workspace"), "path"));
    }

    private List<String> types(String session) {
        return stage.events(session).stream()
                .map(event -> Stage.text(event, "type"))
                .toList();
    }

    private List<String> prompts(String session) {
        return stage.events(session).stream()
                .filter(event -> Stage.text(event, "type").equals("turn.started"))
                .map(event -> Stage.text(field(event, "data"), "prompt").strip())
                .toList();
    }

    private List<String> messageStates(String session) {
        return stage.events(session).stream()
                .filter(event -> Stage.text(event, "type").equals("message.state"))
                .map(event -> Stage.text(field(event, "data"), "state"))
                .toList();
    }

    private static Json field(Json json, String name) {
        return ((Json.JsonObject) json).member(name).orElseThrow();
    }
}
