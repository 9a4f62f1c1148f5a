package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that come while the agent works, and turns that somebody stops. */
abstract class DeliveryScenarios extends LiveScenarios {

    @Override
    String configuration() {
        return "delivery:\n  steer: true\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 150, 500})
    void twoMessagesSentCloseTogetherArriveOnceAndInOrder(int apart) {
        String session = stage().create();
        busy(session, "close-" + apart);

        String first = send(session, "SAY first of " + apart, "queue");
        after(apart);
        String second = send(session, "SAY second of " + apart, "queue");
        // Only the first in line says why it waits.
        eventually(() -> assertThat(states(session, first)).contains("held: working"));
        stage().world().open("close-" + apart);
        settle(session);

        assertThat(stage().world().told("SAY first of " + apart)).isEqualTo(1);
        assertThat(stage().world().told("SAY second of " + apart)).isEqualTo(1);
        assertThat(stage().prompts(session))
                .containsExactly("WAIT close-" + apart, "SAY first of " + apart, "SAY second of " + apart);
        assertThat(states(session, first)).endsWith("submitted", "started", "done");
        assertThat(states(session, second)).endsWith("submitted", "started", "done");
    }

    @Test
    void twoMessagesOutliveTheAgentThatWasKilledBetween() {
        String session = stage().create();
        stage().say(session, "SAY a conversation to resume");
        busy(session, "killed-between");
        String first = send(session, "SAY before the kill", "queue");

        ProcessHandle agent = person(session).agent();
        agent.destroyForcibly();
        agent.onExit().join();
        String second = send(session, "SAY after the kill", "queue");
        eventually(() -> assertThat(lifecycle(session)).isEqualTo("stopped"));
        Stage.Reply started = stage().http("POST", path(session, "start"), "");
        assertThat(started.status()).as(started.body()).isBetween(200, 202);
        eventually(() -> assertThat(states(session, second)).endsWith("done"));

        assertThat(states(session, first)).endsWith("submitted", "started", "done");
        assertThat(stage().world().told("SAY before the kill")).isEqualTo(1);
        assertThat(stage().world().told("SAY after the kill")).isEqualTo(1);
        assertThat(stage().prompts(session)).endsWith("SAY before the kill", "SAY after the kill");
    }

    @Test
    void anInterruptStopsTheTurnAndIsSaidNext() {
        String session = stage().create();
        busy(session, "never-opened");

        String urgent = send(session, "SAY stop and listen", "interrupt");
        settle(session);

        assertThat(outcomes(session)).containsExactly("interrupted", "completed");
        assertThat(stage().prompts(session)).containsExactly("WAIT never-opened", "SAY stop and listen");
        assertThat(stage().world().told("SAY stop and listen")).isEqualTo(1);
        assertThat(states(session, urgent)).endsWith("submitted", "started", "done");
    }

    @Test
    void aSteeringMessageIsStartedOnlyWhenItHasEnteredTheConversation() {
        String session = stage().create();
        busy(session, "steered", "WAIT steered\nBASH echo working\nSAY at the end");

        String steering = send(session, "turn left here", "steer");
        eventually(() -> assertThat(states(session, steering)).endsWith("submitted"));
        assertThat(stage().world().told("turn left here")).isZero();
        stage().world().open("steered");
        settle(session);

        assertThat(stage().world().told("turn left here")).isEqualTo(1);
        assertThat(states(session, steering)).endsWith("submitted", "started", "done");
    }

    @Test
    void aPersonStopsATurnThatHasSaidSomething() {
        String session = stage().create();
        busy(session, "stopped-by-hand");

        person(session).press("Escape");
        settle(session);

        assertThat(stage().activity(session)).isEqualTo("idle");
        assertThat(outcomes(session)).containsExactly("interrupted");
        assertThat(stage().activities(session)).containsExactly("idle", "working", "idle");
    }

    @Test
    void aPromptThatAPersonTakesBackBeforeAnyOutputIsNotSentAgain() {
        String session = stage().create();
        long before = stage().world().told("HANG");
        String silent = send(session, "HANG", "queue");
        eventually(() -> assertThat(states(session, silent)).endsWith("started"));
        becomes(session, "activity", "working");

        person(session).press("Escape");
        eventually(() -> assertThat(states(session, silent)).endsWith("submitted", "started", "done"));
        String next = send(session, "SAY after the silence", "queue");
        eventually(() -> assertThat(states(session, next)).endsWith("held: draft"));
        assertThat(person(session).screen()).containsPattern("❯.HANG");
        person(session).press("C-u");
        eventually(() -> assertThat(states(session, next)).endsWith("submitted", "started", "done"));

        assertThat(outcomes(session)).containsExactly("interrupted", "completed");
        assertThat(stage().activities(session)).containsExactly("idle", "working", "idle", "working", "idle");
        assertThat(stage().world().told("SAY after the silence")).isEqualTo(1);
        assertThat(stage().world().told("HANG")).isEqualTo(before + 1);
    }

    @Test
    void fifteenTurnsOfOneSessionFollowEachOther() {
        String session = stage().create();
        List<String> said = new ArrayList<>();

        for (int turn = 1; turn <= 15; turn++) {
            said.add("SAY turn number " + turn + " of fifteen");
            send(session, said.getLast(), "queue");
        }
        eventually(() -> assertThat(outcomes(session)).hasSize(15));
        settle(session);

        assertThat(stage().prompts(session)).isEqualTo(said);
        assertThat(said)
                .allSatisfy(text -> assertThat(stage().world().told(text)).isEqualTo(1));
        assertThat(outcomes(session)).containsOnly("completed");
    }

    @Test
    void aSilentTurnStaysWorkingAndTellsSinceWhenItIsSilent() {
        String session = stage().create();
        busy(session, "long-silence");

        assertThat(stage().tagma("wait", session, "--timeout", "45").exit()).isEqualTo(124);

        assertThat(stage().activity(session)).isEqualTo("working");
        assertThat(Stage.text(stage().show(session), "quietSince")).isNotEmpty();
        assertThat(stage().activities(session)).containsExactly("idle", "working");
        stage().world().open("long-silence");
        settle(session);
        becomes(session, "activity", "idle");
        assertThat(outcomes(session)).containsExactly("completed");
    }

    private void busy(String session, String gate) {
        busy(session, gate, "WAIT " + gate);
    }

    private void busy(String session, String gate, String text) {
        String message = send(session, text, "queue");
        eventually(() -> assertThat(states(session, message)).endsWith("started"));
        stage().world().awaitAt(gate);
        becomes(session, "activity", "working");
    }

    private String lifecycle(String session) {
        return Stage.text(stage().show(session), "lifecycle");
    }

    /** Lets that many milliseconds pass: they are what the scenario is about. */
    private static void after(int milliseconds) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(milliseconds, TimeUnit.MILLISECONDS))
                .join();
    }
}
