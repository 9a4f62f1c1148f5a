package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Commands that say something and stay until it is over, and those that begin and end turns, agents and the daemon. */
abstract class RunScenarios extends LiveScenarios {

    @Test
    void aRunPrintsWhatTheAgentSaidLast() {
        Stage.Run run = run("SAY hello from the run");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.line()).isEqualTo("hello from the run");
        assertThat(run.err()).contains("working").contains(" in ");
    }

    @Test
    void whatARunIsAskedIsAnsweredAtTheTerminal() {
        Stage.Run run = stage().tagmaTyping(
                        "maybe\ny\n2\n", words("BASH touch by-the-run\nASK Which colour?|Red|Blue\nSAY painted"));

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.line()).endsWith("painted");
        assertThat(run.err())
                .containsSubsequence("by-the-run", "none of these", "approved", "Which colour?", "answered Blue");
    }

    @Test
    void whatARunIsAskedElsewhereIsWaitedFor() throws Exception {
        Future<Stage.Run> running = stage().later(words("BASH touch elsewhere\nSAY gone on", "--handle", "elsewhere"));
        eventually(
                () -> assertThat(stage().tagma("approve", "elsewhere").exit()).isZero());

        Stage.Run run = running.get();

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.line()).endsWith("gone on");
        // What is asked is shown too, where nobody is quicker than the run's own look.
        assertThat(run.err()).contains("permission answered by cli:");
    }

    @Test
    void aRunThatFailsEndsWithOne() {
        Stage.Run run = run("FAIL 400");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("failed: ").contains("400");
    }

    @Test
    void anAnswerIsThatOfItsOwnTurn() {
        String session = stage().create();

        assertThat(stage().ok("ask", session, "SAY number one").line()).isEqualTo("number one");
        Json second = stage().ok("ask", "--json", session, "SAY number two").json();

        assertThat(Stage.text(second, "answer").strip()).isEqualTo("number two");
        assertThat(Stage.text(Stage.member(second, "turn"), "state")).isEqualTo("completed");
        assertThat(stage().world().told("SAY number one")).isEqualTo(1);
    }

    @Test
    void aQuestionThatNobodyHereCanAnswerEndsTheAsking() {
        String session = stage().create();

        Stage.Run asked = stage().tagma("ask", session, "BASH touch later");

        assertThat(asked.exit()).isEqualTo(1);
        assertThat(asked.err()).contains("answer with tagma approve " + session);
        stage().ok("approve", session);
        stage().ok("wait", session, "--timeout", "60");
    }

    @Test
    void anInterruptedTurnIsSaidToBe() {
        String session = stage().create();
        stage().ok("send", session, "WAIT for-ever");
        becomes(session, "activity", "working");
        eventually(() -> assertThat(get(session, "turns")).contains("WAIT for-ever"));

        assertThat(stage().ok("interrupt", session).line()).isEqualTo(session + "  turn 1 interrupted");

        assertThat(stage().tagma("interrupt", session).exit()).isEqualTo(1);
        assertThat(stage().ok("ask", session, "SAY after it").line()).isEqualTo("after it");
    }

    @Test
    void aTurnThatBeginsAtOnceLeavesTheOneBeforeAsItEnded() throws IOException, InterruptedException {
        String session = stage().create();
        person(session).enter("WAIT at-once");
        eventually(() -> assertThat(get(session, "turns")).contains("WAIT at-once"));
        person(session).enter("SAY directly behind it");

        stage().world().open("at-once");

        eventually(() -> assertThat(turns(session)).containsExactly("1 completed", "2 completed"));
    }

    private List<String> turns(String session) {
        return ((Json.JsonArray) Stage.member(JsonText.parse(get(session, "turns")), "turns"))
                .items().stream()
                        .map(turn -> ((Json.JsonNumber) Stage.member(turn, "number"))
                                        .whole()
                                        .orElseThrow()
                                + " " + Stage.text(turn, "state"))
                        .toList();
    }

    @Test
    void aStoppedAgentGoesOnWithItsConversation() {
        String session = stage().create();
        stage().ok("ask", session, "SAY before the stop");
        String conversation = field(session, "agentSessionId");

        stage().ok("stop", session);
        assertThat(field(session, "lifecycle")).isEqualTo("stopped");
        assertThat(stage().tagma("ask", session, "SAY while stopped").exit()).isEqualTo(1);
        stage().ok("start", session);

        eventually(() -> assertThat(get(session, "turns")).contains("SAY while stopped"));
        assertThat(stage().ok("ask", session, "SAY behind it").line()).isEqualTo("behind it");
        assertThat(field(session, "agentSessionId")).isEqualTo(conversation);
    }

    @Test
    void agentsLiveOnWhenTheDaemonGoesDown() throws IOException, InterruptedException {
        String session = stage().create();
        ProcessHandle agent = person(session).agent();

        assertThat(stage().ok("down").out()).contains("has ended", "on\n");
        assertThat(stage().ok("down").line()).isEqualTo("no daemon runs");
        assertThat(agent.isAlive()).isTrue();
        stage().ok("up", "-d");

        assertThat(stage().ok("ask", session, "SAY still here").line()).isEqualTo("still here");
        assertThat(stage().ok("doctor").out()).contains("daemon", "server.port");
    }

    private Stage.Run run(String text) {
        return stage().tagma(words(text));
    }

    private String[] words(String text, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "run", "-a", stage().world().agent(), "-p", stage().repository().toString(), "--timeout", "120"));
        words.addAll(List.of(more));
        words.add(text);
        return words.toArray(String[]::new);
    }
}
