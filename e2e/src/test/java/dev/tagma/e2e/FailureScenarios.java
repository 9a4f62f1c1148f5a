package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What goes wrong between an agent and its model is shown as what it is, and the next message is delivered. */
abstract class FailureScenarios extends LiveScenarios {

    @Test
    void aRefusedRequestIsAnError() {
        String session = stage().create();

        stage().say(session, "FAIL 400");

        endedIn(session, "error");
        assertThat(get(session, "explain")).contains("turn-failed");
        assertThat(get(session, "turns")).contains("\"failed\"");
        goesOn(session);
    }

    @Test
    void anOverloadedModelIsRetriedAndAnErrorInTheEnd() {
        String session = stage().create();

        stage().ok("send", session, "FAIL 529");

        becomes(session, "activity", "error");
        assertThat(stage().activities(session)).containsSubsequence("working", "retrying", "error");
        goesOn(session);
    }

    @Test
    void aModelThatRecoversWhileItIsRetriedEndsTheTurnWell() {
        String session = stage().create();

        stage().ok("send", session, "FAIL 529 1\nSAY recovered");
        stage().ok("wait", session, "--timeout", "90");

        assertThat(field(session, "activity")).isEqualTo("idle");
        assertThat(said(session)).contains("recovered");
    }

    @Test
    void aStreamThatBreaksOnceIsTakenUpAgain() {
        String session = stage().create();

        stage().ok("send", session, "DROP 1\nSAY after the break");
        stage().ok("wait", session, "--timeout", "90");

        assertThat(field(session, "activity")).isEqualTo("idle");
        assertThat(said(session)).contains("after the break");
    }

    @Test
    void aSilentModelIsStillWorkedWithAndCanBeInterrupted() {
        String session = stage().create();
        stage().ok("send", session, "SAY a word\nHANG");
        eventually(() -> assertThat(get(session, "pane")).contains("● a word"));
        assertThat(field(session, "activity")).isEqualTo("working");

        post(session, "interrupt", "{}");

        becomes(session, "activity", "idle");
        assertThat(stage().activities(session)).containsExactly("idle", "working", "idle");
        eventually(() -> assertThat(get(session, "turns")).contains("\"interrupted\""));
        goesOn(session);
    }

    @Test
    void aUsedUpLimitIsShownWithItsEndAndHoldsMessagesUntilThen() {
        Instant began = Instant.now();
        String session = stage().create(stage().world().subscribed().toArray(String[]::new));

        stage().say(session, "LIMIT 3600");

        becomes(session, "activity", "usage_limited");
        endedIn(session, "usage_limited");
        eventually(() -> assertThat(Instant.parse(field(session, "until")))
                .isBetween(began.plusSeconds(3500), Instant.now().plusSeconds(3601)));
        assertThat(get(session, "explain")).contains("usage-limited", "5-hour limit");
        eventually(() -> assertThat(outcomes(session)).containsExactly("limited"));
        String waiting = send(session, "SAY when the limit is lifted", "queue");
        eventually(() -> assertThat(states(session, waiting).getLast()).startsWith("held: usage limit until"));
        assertThat(stage().world().told("SAY when the limit is lifted")).isZero();
    }

    @Test
    void messagesThatWaitedBehindAFailedTurnGoOnWhenSomebodySpeaks() {
        String session = stage().create();
        String failing = send(session, "WAIT behind-failure\nBASH echo ok\nFAIL 400", "queue");
        eventually(() -> assertThat(states(session, failing)).endsWith("started"));
        String queued = send(session, "SAY built on it", "queue");
        stage().world().open("behind-failure");

        becomes(session, "activity", "error");
        eventually(() -> assertThat(states(session, queued).getLast()).startsWith("held: the last turn failed"));
        assertThat(stage().tagma("wait", session, "--timeout", "30").exit()).isNotEqualTo(124);
        assertThat(stage().world().told("SAY built on it")).isZero();
        stage().ok("send", session, "SAY go on");
        settle(session);

        assertThat(stage().prompts(session)).endsWith("SAY built on it", "SAY go on");
        assertThat(states(session, queued)).endsWith("submitted", "started", "done");
        assertThat(outcomes(session)).containsExactly("failed", "completed", "completed");
    }

    @Test
    void aTurnThatIsStoppedBeforeItsFirstWordWasInterruptedAndLeavesNothingBehind() {
        String session = stage().create();
        String silent = send(session, "HANG", "queue");
        eventually(() -> assertThat(states(session, silent)).endsWith("started"));
        becomes(session, "activity", "working");

        String instead = send(session, "SAY instead of silence", "interrupt");
        eventually(() -> assertThat(states(session, instead)).endsWith("done"));

        assertThat(outcomes(session)).containsExactly("interrupted", "completed");
        assertThat(stage().prompts(session)).containsExactly("HANG", "SAY instead of silence");
        assertThat(stage().world().told("SAY instead of silence")).isEqualTo(1);
    }

    @Test
    void aPromptThatAPersonTookBackStaysTheirs() {
        String session = stage().create();
        String silent = send(session, "HANG", "queue");
        eventually(() -> assertThat(states(session, silent)).endsWith("started"));
        becomes(session, "activity", "working");

        person(session).press("Escape");

        eventually(() -> assertThat(outcomes(session)).containsExactly("interrupted"));
        assertThat(person(session).screen()).contains("HANG");
    }

    /** The agent says that it is idle before it says why. */
    private void endedIn(String session, String activity) {
        assertThat(stage().activities(session))
                .as(() -> stage().course(session))
                .containsSubsequence("idle", "working", activity)
                .containsOnly("idle", "working", activity)
                .endsWith(activity);
    }

    private void goesOn(String session) {
        stage().say(session, "SAY fine again");

        assertThat(field(session, "activity")).isEqualTo("idle");
        assertThat(stage().world().told("SAY fine again")).isPositive();
    }
}
