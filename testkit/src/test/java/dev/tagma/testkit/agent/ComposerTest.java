package dev.tagma.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ComposerTest {

    private static final int ROWS = 40;

    private final Composer composer = new Composer("1a2b");

    @Test
    void aShortPasteStaysInTheOpen() {
        composer.paste("one\ttab\r\nthree \u200b e\u0301  \n", ROWS);

        assertThat(composer.shown()).isEqualTo("one    tab\nthree  e\u0301  \n");
        assertThat(take()).isEqualTo("one    tab\nthree  é");
    }

    @Test
    void aLongPasteIsFoldedAway() {
        composer.type("look: ");
        composer.paste("1\n2\n3\n4\n\n", ROWS);

        assertThat(composer.shown()).isEqualTo("look: [Pasted text #1 +5 lines]");
        assertThat(take())
                .isEqualTo("look: \n\n<pasted_content id=\"1a2b\">\n1\n2\n3\n4\n\n</pasted_content id=\"1a2b\">\n");
    }

    @Test
    void theLongestOpenPasteHasEightHundredCharacters() {
        composer.paste("x".repeat(800), ROWS);
        assertThat(composer.shown()).hasSize(800);

        composer.clear();
        composer.paste("x".repeat(801), ROWS);
        assertThat(composer.shown()).isEqualTo("[Pasted text #1]");
    }

    @Test
    void escapeSequencesAreEatenWhole() {
        composer.paste("\u001b[31mred\u001b[0m \u001b]0;title\u0007text", ROWS);

        assertThat(take()).isEqualTo("red text");
    }

    @Test
    void aShellCommandStaysOneHoweverLongItIs() {
        composer.paste("!a\nb\nc\nd", ROWS);

        assertThat(composer.isShellCommand()).isTrue();
        assertThat(composer.shown()).isEqualTo("![Pasted text #1 +3 lines]");
    }

    @Test
    void backspaceTakesACharacterOrAWholePaste() {
        composer.type("ab👩");
        composer.backspace();
        composer.paste("1\n2\n3\n4", ROWS);
        composer.backspace();

        assertThat(composer.shown()).isEqualTo("ab");
    }

    @Test
    void theSamePasteAgainOpensIt() {
        composer.paste("1\n2\n3\n4", ROWS);
        composer.paste("1\n2\n3\n4", ROWS);

        assertThat(take()).isEqualTo("1\n2\n3\n4");
    }

    @Test
    void linesAreDeletedOneAndOne() {
        composer.type("one\ntwo");
        composer.deleteLine();
        assertThat(composer.shown()).isEqualTo("one\n");

        composer.deleteLine();
        assertThat(composer.shown()).isEqualTo("one");

        composer.deleteLine();
        assertThat(composer.isEmpty()).isTrue();
    }

    @Test
    void aBackslashAtTheEndBecomesANewLine() {
        composer.type("one\\");
        assertThat(composer.endsWithBackslash()).isTrue();

        composer.backslashToNewline();

        assertThat(composer.shown()).isEqualTo("one\n");
    }

    private String take() {
        return composer.take(Instant.EPOCH).text();
    }
}
