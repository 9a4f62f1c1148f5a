package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The main job with an agent that a manifest describes: by its title, its screen and its chat file. */
abstract class ManifestScenarios extends LiveScenarios {

    @Test
    void itStartsToIdleTakesATurnAndTellsWhatItSaid() {
        String session = stage().create();
        becomes(session, "activity", "idle");

        stage().say(session, "SAY the first words");
        settle(session);

        eventually(() -> assertThat(stage().ok("last-message", session).line()).isEqualTo("the first words"));
        assertThat(stage().prompts(session)).containsExactly("SAY the first words");
        eventually(() -> assertThat(outcomes(session)).containsExactly("completed"));
        assertThat(stage().world().told("SAY the first words")).isEqualTo(1);
        assertThat(said(session, "user")).contains("SAY the first words");
        assertThat(stage().activities(session))
                .startsWith("idle")
                .endsWith("idle")
                .doesNotContain("error");
    }

    @Test
    void aPermissionIsAllowedByItsKey() {
        String session = stage().create();
        stage().say(session, "BASH touch allowed");

        becomes(session, "activity", "waiting_permission");
        assertThat(open(session))
                .singleElement()
                .satisfies(request -> assertThat(Stage.text(request, "title")).contains("touch allowed"));
        assertThat(workspace(session).resolve("allowed")).doesNotExist();
        stage().ok("approve", session);
        settle(session);

        assertThat(workspace(session).resolve("allowed")).exists();
        assertThat(endings(session)).containsExactly("answered");
        assertThat(outcomes(session)).containsExactly("completed");
    }

    @Test
    void aPermissionIsDeniedByItsKey() {
        String session = stage().create();
        stage().say(session, "BASH touch denied");
        becomes(session, "activity", "waiting_permission");

        stage().ok("deny", session);
        settle(session);
        stage().say(session, "SAY after the denial");
        settle(session);

        assertThat(workspace(session).resolve("denied")).doesNotExist();
        assertThat(endings(session)).containsExactly("answered");
        assertThat(stage().prompts(session)).containsExactly("BASH touch denied", "SAY after the denial");
    }

    @Test
    void aQuestionIsAnsweredByItsKey() {
        String session = stage().create();
        stage().say(session, "ASK Which colour?|Red|Blue");
        becomes(session, "activity", "waiting_question");

        stage().ok("answer", session, "Blue");
        settle(session);

        // The record may come after the screen has come to rest.
        eventually(() -> assertThat(said(session, "assistant")).contains("Blue"));
        assertThat(endings(session)).containsExactly("answered");
    }

    @Test
    void aMessageThatComesWhileItWorksWaitsAndArrivesOnce() {
        String session = stage().create();
        busy(session, "held-back");

        String waiting = send(session, "SAY behind the turn", "queue");
        eventually(() -> assertThat(states(session, waiting)).contains("held: working"));
        assertThat(stage().world().told("SAY behind the turn")).isZero();
        stage().world().open("held-back");
        eventually(() -> assertThat(states(session, waiting)).endsWith("submitted", "started", "done"));

        assertThat(stage().world().told("SAY behind the turn")).isEqualTo(1);
        assertThat(stage().prompts(session)).containsExactly("WAIT held-back", "SAY behind the turn");
    }

    @Test
    void anInterruptStopsTheTurnAndTheNextMessageIsSaid() {
        String session = stage().create();
        busy(session, "never-opened");

        String urgent = send(session, "SAY stop and listen", "interrupt");
        eventually(() -> assertThat(states(session, urgent)).endsWith("submitted", "started", "done"));

        assertThat(outcomes(session)).startsWith("interrupted");
        assertThat(stage().prompts(session)).containsExactly("WAIT never-opened", "SAY stop and listen");
        assertThat(stage().world().told("SAY stop and listen")).isEqualTo(1);
    }

    @Test
    void whatBeginsLikeACommandIsTextToTheModel() {
        String session = stage().create();
        for (String text : List.of("/clear is a word", "!touch by-shell", "? and @README")) {
            stage().say(session, text);
            settle(session);
        }
        String long31 = "SAY a long one\n" + "and one more line of it\n".repeat(30) + "with its end";
        stage().say(session, long31);
        settle(session);

        assertThat(stage().prompts(session)).hasSize(4);
        assertThat(workspace(session).resolve("by-shell")).doesNotExist();
        assertThat(stage().world().heard())
                .anySatisfy(text -> assertThat(text).contains("\\/clear is a word"))
                .anySatisfy(text -> assertThat(text).contains("\\!touch by-shell"))
                .anySatisfy(text -> assertThat(text).contains("\\? and \\@README"))
                .anySatisfy(text -> assertThat(text).contains("with its end"));
    }

    @Test
    void aSessionThatWasStoppedGoesOnWithItsConversation() {
        String session = stage().create();
        stage().say(session, "SAY before the stop");
        settle(session);

        stage().ok("stop", session);
        becomes(session, "lifecycle", "stopped");
        stage().ok("resume", session);
        becomes(session, "activity", "idle");
        stage().say(session, "SAY after the stop");
        settle(session);

        assertThat(said(session, "user")).contains("SAY before the stop", "SAY after the stop");
        assertThat(stage().world().told("SAY before the stop")).isEqualTo(1);
        assertThat(stage().prompts(session)).containsExactly("SAY before the stop", "SAY after the stop");
    }

    @Test
    void aDaemonThatIsKilledInTheMiddleOfATurnLosesAndDoublesNothing() throws IOException {
        String session = stage().create();
        busy(session, "unseen");
        ProcessHandle agent = person(session).agent();
        String queued = send(session, "SAY queued before the kill", "queue");
        eventually(() -> assertThat(states(session, queued)).contains("held: working"));

        stage().killDaemon();
        stage().world().open("unseen");
        eventually(() -> assertThat(states(session, queued)).endsWith("submitted", "started", "done"));

        assertThat(person(session).agent()).isEqualTo(agent);
        assertThat(stage().world().told("SAY queued before the kill")).isEqualTo(1);
        assertThat(stage().prompts(session)).containsExactly("WAIT unseen", "SAY queued before the kill");
    }

    @Test
    void aRequestThatWasOpenIsAnsweredThroughTheNextDaemon() throws IOException {
        String session = stage().create();
        stage().say(session, "BASH touch asked-before");
        becomes(session, "activity", "waiting_permission");

        stage().killDaemon();
        becomes(session, "activity", "waiting_permission");
        stage().ok("approve", session);
        settle(session);

        assertThat(workspace(session).resolve("asked-before")).exists();
        assertThat(data(session, "request.opened")).hasSize(1);
        assertThat(endings(session)).containsExactly("answered");
    }

    private void busy(String session, String gate) {
        send(session, "WAIT " + gate, "queue");
        stage().world().awaitAt(gate);
        becomes(session, "activity", "working");
        eventually(() -> assertThat(stage().prompts(session)).hasSize(1));
    }
}
