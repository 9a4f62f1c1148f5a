package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The core of the main job with a real agent that is spoken to over the Agent Client Protocol. */
abstract class AcpScenarios extends LiveScenarios {

    /** A prompt that makes the agent ask before it makes this file. */
    String asking(String file) {
        return "BASH touch " + file;
    }

    final String create() {
        String session = stage().create("--driver", "protocol");
        becomes(session, "activity", "idle");
        return session;
    }

    final void busy(String session, String gate) {
        send(session, "WAIT " + gate, "queue");
        stage().world().awaitAt(gate);
        becomes(session, "activity", "working");
        eventually(() -> assertThat(stage().prompts(session)).contains("WAIT " + gate));
    }

    @Test
    void itStartsToIdleTakesATurnAndTellsWhatItSaid() {
        String session = create();

        // Some say first what they think of the model.
        assertThat(stage().ok("ask", session, "SAY the first words").line()).endsWith("the first words");

        assertThat(field(session, "driver")).isEqualTo("protocol");
        itDid(session, "idle", "working", "idle");
        assertThat(stage().prompts(session)).containsExactly("SAY the first words");
        assertThat(outcomes(session)).containsExactly("completed");
        assertThat(stage().world().told("SAY the first words")).isEqualTo(1);
        assertThat(said(session, "user")).contains("SAY the first words");
    }

    @Test
    void aPermissionIsGivenOrDenied() {
        String session = create();

        stage().say(session, asking("given"));
        becomes(session, "activity", "waiting_permission");
        assertThat(workspace(session).resolve("given")).doesNotExist();
        stage().ok("approve", session);
        settle(session);
        stage().say(session, asking("denied"));
        becomes(session, "activity", "waiting_permission");
        stage().ok("deny", session);
        settle(session);

        assertThat(workspace(session).resolve("given")).exists();
        assertThat(workspace(session).resolve("denied")).doesNotExist();
        assertThat(endings(session)).containsExactly("answered", "answered");
    }

    @Test
    void anInterruptStopsTheTurnAndIsSaidNext() {
        String session = create();
        busy(session, "never-opened");

        String urgent = send(session, "SAY stop and listen", "interrupt");
        eventually(() -> assertThat(states(session, urgent)).endsWith("submitted", "started", "done"));

        assertThat(outcomes(session)).containsExactly("interrupted", "completed");
        assertThat(stage().world().told("SAY stop and listen")).isEqualTo(1);
    }

    @Test
    void aDaemonThatIsKilledInTheMiddleOfATurnLosesAndDoublesNothing() throws IOException {
        String session = create();
        busy(session, "unseen");
        String queued = send(session, "SAY queued before the kill", "queue");
        eventually(() -> assertThat(states(session, queued)).contains("held: working"));

        stage().killDaemon();
        stage().world().open("unseen");
        eventually(() -> assertThat(states(session, queued)).endsWith("submitted", "started", "done"));

        assertThat(stage().world().told("SAY queued before the kill")).isEqualTo(1);
        assertThat(stage().prompts(session)).containsExactly("WAIT unseen", "SAY queued before the kill");
        assertThat(outcomes(session)).containsExactly("completed", "completed");
        assertThat(lifecycles(session)).containsExactly("preparing", "starting", "live");
    }

    @Test
    void aRequestThatWasOpenIsAnsweredThroughTheNextDaemonAndWhatWaitedBehindItIsSaid() throws IOException {
        String session = create();
        stage().say(session, asking("asked-before"));
        becomes(session, "activity", "waiting_permission");
        String queued = send(session, "SAY behind the request", "queue");

        stage().killDaemon();
        becomes(session, "activity", "waiting_permission");
        stage().ok("approve", session);
        eventually(() -> assertThat(states(session, queued)).endsWith("submitted", "started", "done"));

        assertThat(workspace(session).resolve("asked-before")).exists();
        assertThat(data(session, "request.opened")).hasSize(1);
        assertThat(endings(session)).containsExactly("answered");
        assertThat(stage().world().told("SAY behind the request")).isEqualTo(1);
    }

    /** Whether it can go on with a conversation that has only begun. */
    boolean resumesAtOnce() {
        return true;
    }

    @Test
    void aSessionThatWasStoppedGoesOnWithItsConversation() {
        assumeTrue(resumesAtOnce(), "see docs/guide/agents-acp.md");
        String session = create();
        stage().ok("ask", session, "SAY before the stop");

        stage().ok("stop", session);
        becomes(session, "lifecycle", "stopped");
        stage().ok("resume", session);
        becomes(session, "activity", "idle");
        stage().ok("ask", session, "SAY after the stop");

        assertThat(stage().world().told("SAY before the stop")).isEqualTo(1);
        assertThat(stage().prompts(session)).containsExactly("SAY before the stop", "SAY after the stop");
        assertThat(((FakeModelWorld) stage().world()).model().requests())
                .as("the model is shown both")
                .anySatisfy(request -> assertThat(String.join("\n", request.userTexts()))
                        .contains("SAY before the stop", "SAY after the stop"));
    }
}
