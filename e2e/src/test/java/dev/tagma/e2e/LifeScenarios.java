package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Sessions end in every way there is, and come back with their conversation. */
abstract class LifeScenarios extends LiveScenarios {

    @Test
    void anAgentKilledInATurnIsStoppedAndComesBackWithItsConversation() {
        String session = working("killed");

        person(session).agent().destroyForcibly();

        becomes(session, "lifecycle", "stopped");
        assertThat(field(session, "reason")).contains("killed by signal 9");
        comesBackWith(session, "restart", "WAIT killed");
    }

    @Test
    void theTmuxServerKilledInATurnStopsTheSessionAndItComesBack() throws IOException {
        String session = working("tmux");

        killTmux();

        eventually(() -> assertThat(field(session, "lifecycle")).isEqualTo("stopped"));
        comesBackWith(session, "restart", "WAIT tmux");
    }

    @Test
    void daemonTmuxAndAgentKilledTogetherAreToldTruthfully() throws IOException {
        String session = working("all");
        ProcessHandle agent = person(session).agent();

        stage().killDaemon();
        killTmux();
        agent.destroyForcibly();

        becomes(session, "lifecycle", "stopped");
        comesBackWith(session, "restart", "WAIT all");
    }

    @Test
    void anotherBootOfTheMachineStopsTheSessionAndItComesBack() throws IOException, SQLException {
        String session = working("boot");
        stage().killDaemon();
        killTmux();

        recordAnotherBoot();

        becomes(session, "lifecycle", "stopped");
        assertThat(field(session, "reason")).contains("the machine was restarted");
        comesBackWith(session, "restart", "WAIT boot");
        stage().killDaemon();
        eventually(() -> assertThat(field(session, "activity")).isEqualTo("idle"));
    }

    @Test
    void aSessionThatWasNeverToldAnythingIsStartedAnewUnderTheSameId() {
        String session = stage().create();
        String conversation = field(session, "agentSessionId");
        person(session).agent().destroyForcibly();
        becomes(session, "lifecycle", "stopped");

        stage().ok("start", session);
        becomes(session, "activity", "idle");

        assertThat(field(session, "agentSessionId")).isEqualTo(conversation);
        stage().say(session, "SAY under the old id");
        assertThat(said(session)).contains("SAY under the old id");
    }

    @Test
    void anAgentThatExitsByItselfIsStopped() {
        String session = stage().create();
        stage().say(session, "SAY before exit");

        person(session).enter("/exit");

        becomes(session, "lifecycle", "stopped");
        assertThat(field(session, "reason")).contains("ended");
        comesBackWith(session, "resume", "SAY before exit");
    }

    @Test
    void anAgentThatAPersonEndsWithCtrlDIsStopped() {
        String session = stage().create();
        stage().say(session, "SAY before the end");

        person(session).press("C-d");
        person(session).press("C-d");

        becomes(session, "lifecycle", "stopped");
        assertThat(field(session, "reason")).contains("ended");
        assertThat(lifecycles(session)).containsExactly("preparing", "starting", "live", "stopped");
        assertThat(stage().activities(session)).containsExactly("idle", "working", "idle");
        comesBackWith(session, "start", "SAY before the end");
    }

    @Test
    void aConversationInWhichNothingWasSaidCannotBeForked() {
        String session = stage().create();

        Stage.Run fork = stage().tagma("fork", session);

        assertThat(fork.exit()).isEqualTo(1);
        assertThat(fork.err()).contains("has no conversation yet", "send it a message first");
    }

    @Test
    void aForkHasTheConversationAndAWorktreeOfItsOwn() {
        String session = stage().create();
        stage().say(session, "SAY the origin");

        String fork = stage().ok("fork", session, "-q").line();
        becomes(fork, "activity", "idle");
        stage().say(fork, "SAY only in the fork");

        assertThat(field(fork, "agentSessionId")).isNotEmpty().isNotEqualTo(field(session, "agentSessionId"));
        assertThat(workspace(fork)).isDirectory().isNotEqualTo(workspace(session));
        assertThat(said(fork)).contains("SAY the origin", "SAY only in the fork");
        assertThat(said(session)).contains("SAY the origin").doesNotContain("SAY only in the fork");
        assertThat(get(fork, "turns")).contains("only in the fork").doesNotContain("the origin");
    }

    private String working(String gate) {
        String session = stage().create();
        stage().ok("send", session, "WAIT " + gate);
        becomes(session, "activity", "working");
        // Before it has entered the conversation it would be delivered again after the restart, and rightly so.
        eventually(() -> assertThat(get(session, "turns")).contains("WAIT " + gate));
        return session;
    }

    /** It is brought back and holds what was said before and what is said then. */
    private void comesBackWith(String session, String verb, String saidBefore) {
        String conversation = field(session, "agentSessionId");

        stage().ok(verb, session);
        becomes(session, "activity", "idle");
        stage().say(session, "SAY back again");

        assertThat(field(session, "agentSessionId")).isEqualTo(conversation);
        assertThat(said(session)).contains(saidBefore, "SAY back again");
    }

    /** As if what is recorded had been recorded before the machine was started anew. */
    private void recordAnotherBoot() throws IOException, SQLException {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        try (Connection store = DriverManager.getConnection(
                        "jdbc:sqlite:" + stage().home().state().resolve("tagma.db"));
                PreparedStatement change =
                        store.prepareStatement("UPDATE sessions SET document = replace(document, ?, ?)")) {
            change.setString(1, boot);
            change.setString(2, "00000000-0000-4000-8000-000000000000");
            assertThat(change.executeUpdate()).isPositive();
        }
    }
}
