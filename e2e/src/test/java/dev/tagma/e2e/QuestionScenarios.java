package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An agent asks a question or shows a plan. */
abstract class QuestionScenarios extends LiveScenarios {

    private static final String THREE = """
            TOOL AskUserQuestion {"questions":[\
            {"question":"Which colour?","header":"Colour","multiSelect":false,"options":[\
            {"label":"Red","description":"warm"},{"label":"Blue","description":"cold"}]},\
            {"question":"Which fruits?","header":"Fruits","multiSelect":true,"options":[\
            {"label":"Apple","description":"a"},{"label":"Pear","description":"b"},{"label":"Plum","description":"c"}]},\
            {"question":"Whose name?","header":"Name","multiSelect":false,"options":[\
            {"label":"Ada","description":"a"},{"label":"Emmy","description":"b"}]}]}""";

    @Test
    void severalQuestionsAreAnsweredAtOnceWithChoicesAndAnOwnText() {
        String session = stage().create();
        stage().say(session, THREE);
        assertThat(stage().activity(session)).isEqualTo("waiting_question");
        assertThat(get(session, "explain")).contains("hook PermissionRequest AskUserQuestion");

        stage().ok("answer", session, "Blue", "1,3", "Sofia of Kiev");
        settle(session);

        assertThat(said(session, "tool")).contains("Which colour?", "Blue", "Apple, Plum", "Sofia of Kiev");
        assertThat(endings(session)).containsExactly("answered");
        itDid(session, "idle", "working", "waiting_question", "idle");
    }

    @Test
    void aPersonAnswersTheQuestionAtTheTerminal() throws IOException {
        String session = stage().create();
        stage().say(session, "ASK Which tree?|Oak|Elm");
        List<ProcessHandle> hooks = stage().waitingHooks(session);

        person(session).sees("Enter to select").type("2");
        settleAfterPerson(session);

        assertThat(said(session, "tool")).contains("Elm");
        itDid(session, "idle", "working", "waiting_question", "idle");
        assertThat(endings(session)).containsExactly("answered_at_terminal");
        eventually(() -> assertThat(hooks).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aQuestionWhoseHookDiedIsAnsweredByTheKeyOfItsChoice() throws IOException {
        String session = stage().create();
        stage().say(session, "ASK Which bird?|Wren|Rook");
        stage().waitingHooks(session).forEach(ProcessHandle::destroyForcibly);
        eventually(() ->
                assertThat(Stage.text(open(session).getFirst(), "channel")).isEqualTo("keys"));
        assertThat(stage().activity(session)).isEqualTo("waiting_question");

        stage().ok("answer", session, "Rook");
        settle(session);

        assertThat(said(session, "tool")).contains("Rook");
        assertThat(endings(session)).containsExactly("answered");
        assertThat(person(session).screen()).doesNotContain("❯ 2").doesNotContain("❯\u00a02");
    }

    /** The program would take a paste for the answer in one's own words. */
    @Test
    void aMessageWaitsBehindAQuestionAndIsNotTakenForItsAnswer() {
        String session = stage().create();
        stage().say(session, "ASK Which star?|Vega|Deneb");

        String waiting = send(session, "SAY behind the question", "queue");
        eventually(() -> assertThat(states(session, waiting)).contains("held: waiting question"));
        String shown = person(session).sees("Enter to select").screen();
        stage().ok("answer", session, "Vega");
        settle(session);

        assertThat(shown).doesNotContain("behind the question");
        assertThat(said(session, "tool")).contains("Vega").doesNotContain("behind the question");
        assertThat(stage().world().told("SAY behind the question")).isEqualTo(1);
        assertThat(states(session, waiting)).endsWith("submitted", "started", "done");
        assertThat(outcomes(session)).containsExactly("completed", "completed");
    }

    @Test
    void aQuestionIsDeclined() {
        String session = stage().create();
        stage().say(session, "ASK Which sea?|Red|Black");

        post(session, "reject", "{\"reason\":\"ask me tomorrow\"}");
        settle(session);

        assertThat(said(session, "tool")).contains("ask me tomorrow");
        assertThat(endings(session)).containsExactly("answered");
        itDid(session, "idle", "working", "waiting_question", "idle");
    }

    @Test
    void aPlanIsApprovedAndTheAgentLeavesPlanMode() {
        String session = stage().create("--mode", "plan");
        stage().say(session, "PLAN 1. Build the ark.\nSAY the ark is planned");
        assertThat(stage().activity(session)).isEqualTo("waiting_plan");
        eventually(() -> assertThat(get(session, "explain")).contains("hook PermissionRequest ExitPlanMode"));
        assertThat(Stage.text(open(session).getFirst(), "channel")).isEqualTo("native");

        stage().ok("approve", session);
        settle(session);

        assertThat(said(session, "assistant")).contains("the ark is planned");
        assertThat(endings(session)).containsExactly("answered");
        assertThat(person(session).screen()).doesNotContain("plan mode on");
        itDid(session, "idle", "working", "waiting_plan", "idle");
    }

    @Test
    void aPlanIsSentBackWithWhatToChange() {
        String session = stage().create("--mode", "plan");
        stage().say(session, "PLAN 1. Build the raft.\nSAY the raft is planned");
        assertThat(stage().activity(session)).isEqualTo("waiting_plan");

        post(session, "reject", "{\"reason\":\"use more wood\"}");
        settle(session);

        assertThat(said(session, "tool")).contains("use more wood");
        assertThat(endings(session)).containsExactly("answered");
        assertThat(person(session).screen()).contains("plan mode on");
        assertThat(stage().activity(session)).isEqualTo("idle");
    }

    @Test
    void aPlanWhoseHookDiedIsNotDecidedByAKey() throws IOException {
        String session = stage().create("--mode", "plan");
        stage().say(session, "PLAN 1. Build the boat.");
        stage().waitingHooks(session).forEach(ProcessHandle::destroyForcibly);
        eventually(() ->
                assertThat(Stage.text(open(session).getFirst(), "channel")).isEqualTo("keys"));

        Stage.Run refused = stage().tagma("approve", session);

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("attach");
        assertThat(stage().activity(session)).isEqualTo("waiting_plan");
        person(session).press("Escape");
        settleAfterPerson(session);
        eventually(() -> assertThat(open(session)).isEmpty());
    }
}
