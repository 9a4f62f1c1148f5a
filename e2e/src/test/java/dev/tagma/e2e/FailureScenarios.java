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

        assertThat(stage().activities(session)).containsExactly("idle", "working", "error");
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
        thatItDid(session).containsExactly("idle", "working", "usage_limited");
        eventually(() -> assertThat(Instant.parse(field(session, "until")))
                .isBetween(began.plusSeconds(3500), Instant.now().plusSeconds(3601)));
        assertThat(get(session, "explain")).contains("usage-limited", "5-hour limit");
        eventually(() -> assertThat(outcomes(session)).containsExactly("limited"));
        String waiting = send(session, "SAY when the limit is lifted", "queue");
        eventually(() -> assertThat(states(session, waiting).getLast()).startsWith("held: usage limit until"));
        assertThat(stage().world().told("SAY when the limit is lifted")).isZero();
    }

    private void goesOn(String session) {
        stage().say(session, "SAY fine again");

        assertThat(field(session, "activity")).isEqualTo("idle");
        assertThat(stage().world().told("SAY fine again")).isPositive();
    }
}
