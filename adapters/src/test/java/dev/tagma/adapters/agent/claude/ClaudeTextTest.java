package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.agent.Driver.Prepared;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message is text to the model, never a command to the program; each case was measured with Claude Code 2.1.329. */
final class ClaudeTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"/clear", " /clear", "\t/help", "exit", ":wq", "quit ", "look \\", "use ultracode here"})
    void whatCouldBeACommandBecomesAPlaceholder(String text) {
        String placed = placed(text);

        assertThat(placed.chars().filter(c -> c == '\n').count()).isGreaterThanOrEqualTo(3);
        assertThat(ClaudeText.normalise(placed)).isEqualTo(ClaudeText.normalise(text));
    }

    @Test
    void aShellSigilIsNeverTheFirstCharacter() {
        assertThat(placed("!touch x")).startsWith("\n!touch x");
    }

    @Test
    void aMentionDoesNotAttachAFile() {
        Prepared.Text prepared = (Prepared.Text) ClaudeText.prepare("see @src/Main.java and a@b.com");

        assertThat(prepared.text())
                .contains("see \\@src/Main.java")
                .contains("a@b.com")
                .doesNotContain(" @src");
        assertThat(prepared.note()).hasValueSatisfying(note -> assertThat(note).contains("@"));
    }

    @Test
    void aLineThatIsOnlyAnImagesPathIsQuotedAndAnyOtherIsNot() {
        assertThat(placed("/tmp/a b.png")).startsWith("`/tmp/a b.png`");
        assertThat(placed("see the file x.png")).isEqualTo("see the file x.png");
    }

    @Test
    void plainTextIsPlacedAsItIs() {
        assertThat(placed("fix the bug in line 3\n\tand test it")).isEqualTo("fix the bug in line 3\n\tand test it");
    }

    @Test
    void escapeSequencesAndControlCharactersAreLeftOut() {
        assertThat(placed("a\u001b[201~!b\u0000c\u200bd\r\ne")).isEqualTo("a!bcd\ne");
    }

    @Test
    void nothingButInvisibleCharactersIsRefused() {
        assertThat(ClaudeText.prepare("\u200b\u0007 ")).isInstanceOf(Prepared.Refused.class);
    }

    @Test
    void theRecordOfAPasteIsTheMessage() {
        String recorded = "\n\n<pasted_content id=\"dafe\">\nline one\n    two\n</pasted_content id=\"dafe\">\n";

        assertThat(ClaudeText.normalise(recorded)).isEqualTo(ClaudeText.normalise("line one\n\ttwo\n\n\n"));
    }

    @Property
    void whateverIsPlacedBeginsNoCommandAndHoldsNoControlCharacter(@ForAll String text) {
        if (ClaudeText.prepare(text) instanceof Prepared.Text prepared) {
            String placed = prepared.text();
            boolean placeholder = placed.chars().filter(c -> c == '\n').count() >= 3 || placed.length() > 800;

            assertThat(placed).doesNotStartWith("!");
            assertThat(placed.chars().filter(c -> c < 32 && c != '\n' && c != '\t'))
                    .isEmpty();
            assertThat(placeholder || !placed.strip().startsWith("/")).isTrue();
        }
    }

    private static String placed(String text) {
        return ((Prepared.Text) ClaudeText.prepare(text)).text();
    }
}
