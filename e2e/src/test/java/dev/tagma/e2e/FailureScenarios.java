package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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

    private void goesOn(String session) {
        stage().say(session, "SAY fine again");

        assertThat(field(session, "activity")).isEqualTo("idle");
        assertThat(stage().world().told("SAY fine again")).isPositive();
    }
}
