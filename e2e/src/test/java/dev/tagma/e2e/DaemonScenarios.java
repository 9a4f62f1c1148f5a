package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The daemon alone is killed while agents work; they work on, and the next daemon takes them over. */
abstract class DaemonScenarios extends LiveScenarios {

    @Test
    void aTurnThatEndsWhileNoDaemonRunsIsToldByTheNextOne() throws IOException {
        String session = stage().create();
        String working = send(session, "WAIT alone\nSAY ended unseen", "queue");
        atWork(session, "alone");
        String queued = send(session, "SAY queued before the kill", "queue");
        eventually(() -> assertThat(states(session, queued)).contains("held: working"));
        Person person = person(session);
        ProcessHandle agent = person.agent();

        stage().killDaemon();
        stage().world().open("alone");
        eventually(() -> assertThat(person.screen()).containsPattern("✻ \\S+ for \\d"));
        assertThat(stage().world().told("SAY queued before the kill")).isZero();
        eventually(() -> assertThat(states(session, queued)).endsWith("submitted", "started", "done"));
        settle(session);

        assertThat(person(session).agent()).isEqualTo(agent);
        assertThat(states(session, working)).endsWith("submitted", "started", "done");
        assertThat(stage().world().told("SAY queued before the kill")).isEqualTo(1);
        assertThat(stage().prompts(session))
                .containsExactly("WAIT alone\nSAY ended unseen", "SAY queued before the kill");
        assertThat(outcomes(session)).containsExactly("completed", "completed");
        assertThat(stage().activities(session))
                .startsWith("idle", "working", "unknown", "idle")
                .endsWith("idle");
        assertThat(texts(session, "session.activity", "reason")).contains("reconciling");
        assertThat(lifecycles(session)).containsExactly("preparing", "starting", "live");
    }

    @Test
    void aRequestThatIsMadeWhileNoDaemonRunsIsOpenAtTheNextOne() throws IOException {
        String session = stage().create();
        send(session, "WAIT unheard\nBASH touch asked-unheard", "queue");
        atWork(session, "unheard");
        Person person = person(session);

        stage().killDaemon();
        stage().world().open("unheard");
        eventually(() -> assertThat(person.screen()).contains("Do you want to proceed?"));
        becomes(session, "activity", "waiting_permission");
        assertThat(open(session)).hasSize(1);
        assertThat(workspace(session).resolve("asked-unheard")).doesNotExist();
        stage().ok("approve", session);
        settle(session);

        assertThat(workspace(session).resolve("asked-unheard")).exists();
        assertThat(endings(session)).containsExactly("answered");
        assertThat(outcomes(session)).containsExactly("completed");
        assertThat(stage().activities(session))
                .containsSubsequence("idle", "working", "unknown", "waiting_permission", "idle");
    }

    @Test
    void aRequestThatWasOpenIsAnsweredThroughTheNextDaemon() throws IOException {
        String session = stage().create();
        stage().say(session, "BASH touch asked-before");
        String queued = send(session, "SAY behind the request", "queue");
        eventually(() -> assertThat(states(session, queued)).contains("held: waiting permission"));

        stage().killDaemon();
        becomes(session, "activity", "waiting_permission");
        stage().ok("approve", session);
        eventually(() -> assertThat(states(session, queued)).endsWith("submitted", "started", "done"));

        assertThat(workspace(session).resolve("asked-before")).exists();
        assertThat(data(session, "request.opened")).hasSize(1);
        assertThat(stage().world().told("SAY behind the request")).isEqualTo(1);
        assertThat(stage().prompts(session)).containsExactly("BASH touch asked-before", "SAY behind the request");
    }

    private void atWork(String session, String gate) {
        stage().world().awaitAt(gate);
        becomes(session, "activity", "working");
        // Before it has entered the conversation the next daemon would have to find out whether it did.
        eventually(() -> assertThat(stage().prompts(session)).hasSize(1));
    }
}
