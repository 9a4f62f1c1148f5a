package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every step from one activity to another, as Claude Code takes it. The status rules are held to what was recorded of these.
 * {@code ./build record histories} records anew, and nothing else runs this: each step must be seen alone, which needs a
 * machine with nothing else to do.
 */
@Tag("record")
final class ClaudeHistoryTest extends LiveScenarios {

    /** Longer than any rule waits for a source, so that every source has had its say on each step. */
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private int gates;

    @Override
    World world() {
        return new ClaudeWorld();
    }

    @Test
    void aTurn() throws Exception {
        String session = quiet();
        working(session, "SAY hello", "SAY bye");
        stays(session, "idle");

        recorded("turn", session, "idle", "working", "idle");
    }

    @Test
    void aPermissionGiven() throws Exception {
        String session = quiet();
        String gate = working(session, "BASH touch given", "WAIT " + nextGate());
        stays(session, "waiting_permission");
        stage().ok("approve", session);
        stays(session, "working");
        stage().world().open(gate);
        stays(session, "idle");

        recorded("permission-given", session, "idle", "working", "waiting_permission", "working", "idle");
    }

    @Test
    void aPermissionRefusedAtTheTerminal() throws Exception {
        String session = quiet();
        working(session, "BASH touch refused");
        stays(session, "waiting_permission");
        person(session).press("Escape");
        stays(session, "idle");

        recorded("permission-refused-at-terminal", session, "idle", "working", "waiting_permission", "idle");
    }

    @Test
    void aQuestionAnswered() throws Exception {
        String session = quiet();
        String gate = working(session, "ASK Which colour?|Red|Blue", "WAIT " + nextGate());
        stays(session, "waiting_question");
        stage().ok("answer", session, "Blue");
        stays(session, "working");
        stage().world().open(gate);
        stays(session, "idle");

        recorded("question-answered", session, "idle", "working", "waiting_question", "working", "idle");
    }

    @Test
    void aQuestionDeclinedAtTheTerminal() throws Exception {
        String session = quiet();
        working(session, "ASK Which colour?|Red|Blue");
        stays(session, "waiting_question");
        person(session).press("Escape");
        stays(session, "idle");

        recorded("question-declined-at-terminal", session, "idle", "working", "waiting_question", "idle");
    }

    @Test
    void aPlanApproved() throws Exception {
        String session = quiet("--mode", "plan");
        String gate = nextGate();
        stage().ok("send", session, "PLAN 1. Build the ark.\nWAIT " + gate);
        stays(session, "waiting_plan");
        stage().ok("approve", session);
        stays(session, "working");
        stage().world().open(gate);
        stays(session, "idle");

        recorded("plan-approved", session, "idle", "working", "waiting_plan", "working", "idle");
    }

    @Test
    void aPlanRefusedAtTheTerminal() throws Exception {
        String session = quiet("--mode", "plan");
        stage().ok("send", session, "PLAN 1. Build the ark.");
        stays(session, "waiting_plan");
        person(session).press("Escape");
        stays(session, "idle");

        recorded("plan-refused-at-terminal", session, "idle", "working", "waiting_plan", "idle");
    }

    @Test
    void anEscInATurn() throws Exception {
        String session = quiet();
        stage().ok("send", session, "SAY a word\nHANG");
        stays(session, "working");
        person(session).press("Escape");
        stays(session, "idle");

        recorded("esc", session, "idle", "working", "idle");
    }

    @Test
    void aRefusedCall() throws Exception {
        String session = quiet();
        stage().ok("send", session, "FAIL 400");
        stays(session, "error");
        working(session, "SAY fine again");
        stays(session, "idle");

        recorded("error", session, "idle", "working", "error", "working", "idle");
    }

    @Test
    void anOverloadedModel() throws Exception {
        String session = quiet();
        stage().ok("send", session, "FAIL 529");
        becomes(session, "activity", "retrying");
        stays(session, "error");

        recorded("retries-in-vain", session, "idle", "working", "retrying", "error");
    }

    @Test
    void aModelThatRecovers() throws Exception {
        String session = quiet();
        String gate = nextGate();
        stage().ok("send", session, "FAIL 529 2\nWAIT " + gate);
        becomes(session, "activity", "retrying");
        stays(session, "working");
        stage().world().open(gate);
        stays(session, "idle");

        recorded("retries", session, "idle", "working", "retrying", "working", "idle");
    }

    @Test
    void aUsedUpLimit() throws Exception {
        String session = quiet(stage().world().subscribed().toArray(String[]::new));
        stage().ok("send", session, "LIMIT 3600");
        stays(session, "usage_limited");

        recorded("usage-limit", session, "idle", "working", "usage_limited");
    }

    @Test
    void aLoginThatIsNotGoodAnyMore() throws Exception {
        String session = quiet("--env", "CLAUDE_CODE_MAX_RETRIES=0");
        stage().ok("send", session, "FAIL 401");
        stays(session, "waiting_trust_or_login");
        working(session, "SAY logged in again");
        stays(session, "idle");

        recorded("logged-out", session, "idle", "working", "waiting_trust_or_login", "working", "idle");
    }

    @Test
    void aCondensedConversation() throws Exception {
        String session = quiet();
        stage().say(session, "SAY before the compact");
        stays(session, "idle");
        person(session).enter("/compact");
        eventually(() -> assertThat(stage().activities(session)).contains("compacting"));
        stays(session, "idle");

        recordedEnding("compact", session, "idle");
    }

    @Test
    void aShellInTheBackground() throws Exception {
        String session = quiet();
        background(session);
        Files.createFile(stage().workspace(session).resolve("shell-may-end"));
        becomes(session, "activity", "idle");

        recordedEnding("background-shell", session, "background_work", "idle");
    }

    @Test
    void aMessageWhileAShellRunsInTheBackground() throws Exception {
        String session = quiet();
        background(session);
        working(session, "SAY beside the shell");
        stays(session, "background_work");

        recordedEnding("turn-beside-background-shell", session, "background_work", "working", "background_work");
        Files.createFile(stage().workspace(session).resolve("shell-may-end"));
    }

    @Test
    void aFolderThatIsNotTrusted() throws Exception {
        Path folder = Files.createDirectories(stage().root().resolve("strange folder"));
        Future<Stage.Run> created = stage().later(
                        "create",
                        "-q",
                        "--handle",
                        "stranger",
                        "-a",
                        stage().world().agent(),
                        "-p",
                        folder.toString(),
                        "--in-place");
        eventually(() -> assertThat(stage().tagma("show", "stranger").exit()).isZero());
        stays("stranger", "waiting_trust_or_login");
        // It suggests to leave.
        person("stranger").press("Down");
        eventually(() -> assertThat(get("stranger", "pane")).contains("❯ Yes, I trust this folder"));
        person("stranger").press("Enter");
        stays("stranger", "idle");
        created.get();

        recorded("trust", "stranger", "waiting_trust_or_login", "idle");
    }

    @Test
    void anAgentKilledInATurn() throws Exception {
        String session = quiet();
        stage().ok("send", session, "WAIT " + nextGate());
        stays(session, "working");
        person(session).agent().destroyForcibly();
        becomes(session, "lifecycle", "stopped");

        recorded("killed", session, "idle", "working");
    }

    private String quiet(String... more) {
        String session = stage().create(more);
        stays(session, "idle");
        return session;
    }

    /** Begins a turn, which works for a while before it goes on with this; returns the gate it comes to last, if any. */
    private String working(String session, String... steps) {
        String gate = nextGate();
        stage().ok("send", session, "WAIT " + gate + "\n" + String.join("\n", steps));
        stays(session, "working");
        stage().world().open(gate);
        return steps[steps.length - 1].replace("WAIT ", "");
    }

    private void background(String session) {
        // A command that changes nothing is not asked for.
        stage().ok("send", session, "BG until [ -e shell-may-end ]; do sleep 0.1; done");
        stays(session, "background_work");
    }

    private String nextGate() {
        return "gate" + ++gates;
    }

    /** It does this and nothing else for a while. */
    private void stays(String session, String activity) {
        Awaitility.await()
                .during(A_WHILE)
                .atMost(Duration.ofSeconds(60))
                .until(() -> stage().activity(session).equals(activity));
    }

    /** Written in any case: what was not expected is worth a look. */
    private void recorded(String name, String session, String... activities) throws IOException, SQLException {
        Recording.of(stage(), session).write(name);
        assertThat(stage().activities(session))
                .as(() -> stage().course(session))
                .containsExactly(activities);
    }

    private void recordedEnding(String name, String session, String... activities) throws IOException, SQLException {
        Recording.of(stage(), session).write(name);
        assertThat(stage().activities(session))
                .as(() -> stage().course(session))
                .endsWith(activities);
    }
}
