package dev.tagma.testkit.script;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UserTextTest {

    @Test
    void aPasteIsUnwrappedExactly() {
        var raw = "typed \n\n<pasted_content id=\"1a8d\">\nline 1\n  line 2\n\n</pasted_content id=\"1a8d\">\n";

        assertThat(UserText.of(raw)).isEqualTo(new UserText.Said("typed line 1\n  line 2\n"));
    }

    @Test
    void aTextSentWhileTheAgentWorksIsUnwrapped() {
        var raw = "The user sent a new message while you were working:\nSAY one\nSAY two\n\n"
                + "This is how Claude Code surfaces messages the user sends mid-turn. Address it.";

        assertThat(UserText.of(raw)).isEqualTo(new UserText.Said("SAY one\nSAY two"));
    }

    @Test
    void whatTheClientAddsIsNotSaidByThePerson() {
        assertThat(UserText.of("<system-reminder>\nSAY no\n</system-reminder>\n"))
                .isEqualTo(new UserText.Context());
        assertThat(UserText.of("<command-name>/compact</command-name>\n  <command-args></command-args>\n"))
                .isEqualTo(new UserText.Context());
        assertThat(UserText.of("<local-command-stdout>SAY no</local-command-stdout>"))
                .isEqualTo(new UserText.Context());
    }

    @Test
    void aNotificationTellsWhatEnded() {
        var raw = "<system-reminder>\nNOT USER INPUT\n<task-notification>\n<task-id>a1</task-id>\n"
                + "<summary>Agent \"sub job\" finished</summary>\n</task-notification>\n</system-reminder>";

        assertThat(UserText.of(raw)).isEqualTo(new UserText.Notice("Agent \"sub job\" finished"));
    }

    @Test
    void interruptionsSummariesAndContinuationsAreRecognised() {
        assertThat(UserText.of("[Request interrupted by user for tool use]\n")).isEqualTo(new UserText.Interrupted());
        assertThat(UserText.of("CRITICAL: Respond with TEXT ONLY. ... an <analysis> block and a <summary> block"))
                .isEqualTo(new UserText.SummaryWanted());
        assertThat(UserText.of("This session is being continued from a previous conversation that ran out of context."))
                .isEqualTo(new UserText.Continuation());
    }

    @Property
    void plainWordsAreLeftAlone(@ForAll String text) {
        var word = "w" + text.replace('<', '(').replace('[', '(');

        assertThat(UserText.of(word)).isEqualTo(new UserText.Said(word));
    }
}
