package dev.tagma.testkit.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private final Memory memory = new Memory();
    private final List<Entry> entries = new ArrayList<>();
    private int ids;

    @Test
    void textsGluedTogetherRunInOrder() {
        said("SAY one\nBASH a", "SAY two");

        assertThat(due()).containsExactly(say("one"), bash("a"));

        answered("output of a");

        assertThat(due()).containsExactly(say("two"));
    }

    @Test
    void eachAnswerStandsForTheStepsThatWereDue() {
        said("CALLS 2\nBASH a\nBASH b\nSAY c\nBASH d\nSAY e");
        answered("a", "b");

        assertThat(due()).containsExactly(say("c"), bash("d"));

        answered("d");

        assertThat(due()).containsExactly(say("e"));
    }

    @Test
    void whatIsSaidInTheMiddleOfATurnRunsAfterTheRestOfTheScript() {
        said("BASH a\nSAY fin");
        answered("a");
        said("SAY steered");

        assertThat(due()).containsExactly(say("fin"), say("steered"));
    }

    @Test
    void plainTextsAreEchoedAllOfThem() {
        said("hello", "world");

        assertThat(cue()).isEqualTo(new Cue.Echo(List.of(new Place("", 0, "hello"), new Place("", 1, "world"))));
    }

    @Test
    void anInterruptionEndsTheScript() {
        said("HANG\nSAY never");
        said("[Request interrupted by user]", "SAY next");

        assertThat(due()).containsExactly(say("next"));
    }

    @Test
    void aScriptThatIsOverConcludesWithTheLastResults() {
        said("BASH a");
        answered("output of a");

        assertThat(cue()).isEqualTo(new Cue.Conclude(List.of("output of a")));
    }

    @Test
    void aNotificationAfterTheTurnIsAcknowledged() {
        said("SAY hi");
        answered();
        said("<task-notification><summary>it ended</summary></task-notification>");

        assertThat(cue()).isEqualTo(new Cue.Acknowledge("it ended"));
    }

    @Test
    void aRetryMeetsTheSameStep() {
        said("FAIL 529\nSAY later");
        fail("FAIL 529\nSAY later");

        assertThat(due()).containsExactly(new Step.Fail(529, Integer.MAX_VALUE), say("later"));
    }

    @Test
    void aFailedScriptIsVoidOnceThePersonGoesOn() {
        said("FAIL 400\nBASH never");
        fail("FAIL 400\nBASH never");
        said("BASH a\nSAY b");

        assertThat(due()).containsExactly(bash("a"));

        answered("a");

        assertThat(due()).containsExactly(say("b"));
    }

    @Test
    void whatWasQueuedBehindAFailedScriptStillRuns() {
        said("FAIL 400", "SAY queued");
        fail("FAIL 400");
        said("SAY next");

        assertThat(due()).containsExactly(say("queued"), say("next"));
    }

    @Test
    void aScriptThatFailsInTheMiddleIsVoidFromThere() {
        said("BASH a\nFAIL 500\nSAY never");
        answered("a");
        memory.failed(new Place("", 0, "BASH a\nFAIL 500\nSAY never"), follow().moment());
        said("SAY next");

        assertThat(due()).containsExactly(say("next"));
    }

    @Test
    void sayingTheSameAgainIsNotARetry() {
        said("FAIL 400");
        fail("FAIL 400");
        var first = follow().moment();
        said("FAIL 400");

        assertThat(due()).containsExactly(new Step.Fail(400, Integer.MAX_VALUE));
        assertThat(follow().moment().since(first)).containsExactly("FAIL 400");
    }

    @Test
    void aFailureThatWasSummedUpDoesNotComeBack() {
        said("FAIL 400");
        fail("FAIL 400");
        memory.summarised(follow().moment());
        entries.clear();
        said("This session is being continued from a previous conversation", "FAIL 400", "SAY fresh");

        assertThat(due()).containsExactly(say("fresh"));
        assertThat(follow().moment().said()).containsExactly("SAY fresh");
    }

    @Test
    void aScriptStandsInForAPlainText() {
        said("please work");
        memory.standIn(new Place("", 0, "please work"), Script.parse("BASH a\nSAY b"));

        assertThat(due()).containsExactly(bash("a"));

        answered("a");

        assertThat(due()).containsExactly(say("b"));
    }

    @Test
    void aSummaryRequestAsksForASummary() {
        said("SAY hi");
        answered();
        said("CRITICAL: Respond with TEXT ONLY: a <summary>");

        assertThat(cue()).isEqualTo(new Cue.Summarise());
    }

    @Test
    void onlyTheNewestTextsAreNewsAndRetriesAreNone() {
        said("SAY a");
        var first = follow().moment();
        said("SAY b");
        var glued = follow().moment();
        answered();
        said("SAY a");
        var again = follow().moment();

        assertThat(first.since(first)).isEmpty();
        assertThat(glued.since(first)).containsExactly("SAY b");
        assertThat(again.since(glued)).containsExactly("SAY a");
    }

    @Test
    void anAnswerInSeveralPiecesIsOneAnswer() {
        said("BASH a\nSAY b");
        entries.add(new Entry.Reply("text"));
        entries.add(new Entry.Reply("call"));
        entries.add(new Entry.Results(List.of("a")));

        assertThat(due()).containsExactly(say("b"));
    }

    private void said(String... texts) {
        for (var text : texts) {
            entries.add(new Entry.Prompt(text));
        }
    }

    private void answered(String... results) {
        entries.add(new Entry.Reply("reply" + ids++));
        if (results.length > 0) {
            entries.add(new Entry.Results(List.of(results)));
        }
    }

    private void fail(String text) {
        memory.failed(new Place("", 0, text), follow().moment());
    }

    private Conversation follow() {
        return Conversation.follow(entries, memory);
    }

    private Cue cue() {
        return follow().cue();
    }

    private List<Step> due() {
        return ((Cue.Perform) cue()).steps().stream().map(Cue.Cued::step).toList();
    }

    private static Step say(String text) {
        return new Step.Say(text);
    }

    private static Step bash(String command) {
        return new Step.Bash(command, Step.Bash.Kind.PLAIN);
    }
}
