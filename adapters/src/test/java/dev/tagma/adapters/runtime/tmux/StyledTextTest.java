package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.runtime.Screen;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StyledTextTest {

    private static Screen.Row row(String line) {
        return StyledText.rows(List.of(line)).getFirst();
    }

    private static Screen.Row expected(String text, String styles) {
        return new Screen.Row(text, styles);
    }

    @Test
    void plainTextHasNoStyle() {
        assertThat(row("two words")).isEqualTo(expected("two words", "         "));
        assertThat(row("")).isEqualTo(expected("", ""));
    }

    @Test
    void eachRenditionHasItsLetter() {
        assertThat(row("\u001b[2md\u001b[0m\u001b[7mr\u001b[0m\u001b[1mb\u001b[0mp"))
                .isEqualTo(expected("drbp", "drb "));
    }

    @Test
    void dimWinsOverTheOthersAndReverseOverBold() {
        assertThat(row("\u001b[1;7ma\u001b[2mb\u001b[22mc\u001b[27md")).isEqualTo(expected("abcd", "rdr "));
    }

    @Test
    void coloursAreNoRenditions() {
        assertThat(row("\u001b[38;5;2ma\u001b[48;2;1;7;2mb\u001b[1;38;5;7mc\u001b[39md\u001b[58;5;2me\u001b[38;5mf"))
                .isEqualTo(expected("abcdef", "  bbbb"));
    }

    @Test
    void emptyParametersReset() {
        assertThat(row("\u001b[1ma\u001b[mb\u001b[2mc\u001b[;md")).isEqualTo(expected("abcd", "b d "));
    }

    @Test
    void renditionsGoOnInTheNextLine() {
        assertThat(StyledText.rows(List.of("\u001b[2mone", "two\u001b[0m", "three")))
                .containsExactly(expected("one", "ddd"), expected("two", "ddd"), expected("three", "     "));
    }

    @Test
    void trailingBlanksAreDroppedWhateverTheirStyle() {
        assertThat(row("a b  \u001b[7m   \u001b[0m ")).isEqualTo(expected("a b", "   "));
        assertThat(row("\u001b[7m    ")).isEqualTo(expected("", ""));
    }

    @Test
    void wideAndCombiningCharactersKeepTheirUnits() {
        assertThat(row("\u001b[1m漢🙂e\u0301\u001b[0mx")).isEqualTo(expected("漢🙂e\u0301x", "bbbbb "));
    }

    @Test
    void theLineDrawingSetIsTranslated() {
        assertThat(row("\u000elqk\u000flqk")).isEqualTo(expected("┌─┐lqk", "      "));
        assertThat(StyledText.rows(List.of("\u000ex A", "x\u000f", "x")).stream()
                        .map(Screen.Row::text))
                .containsExactly("│ A", "│", "x");
        assertThat(row("\u000e`afgjklmnopqrstuvwxyz{|}~").text()).isEqualTo("◆▒°±┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·");
    }

    @Test
    void otherSequencesAreSkipped() {
        assertThat(row("a\u001b]8;;http://x\u001b\\link\u001b]8;;\u0007b\u001b(Bc")
                        .text())
                .isEqualTo("alinkbBc");
    }

    @Test
    void brokenSequencesEndWithTheLine() {
        for (String broken :
                List.of("a\u001b", "a\u001b[", "a\u001b[1", "a\u001b[1;", "a\u001b]8;;x", "a\u001b]8\u001b")) {
            assertThat(row(broken).text()).as(broken).isEqualTo("a");
        }
    }

    @Test
    void theLastLinesLookAsTheyDidOnTheScreen() {
        List<String> lines = Arrays.asList("\u001b[31mred", "still red", "\u001b[1mbold", "\u000eq\u000f", "", "");

        assertThat(History.lastLines(lines, 2, false)).isEqualTo("bold\n─");
        assertThat(History.lastLines(lines, 2, true)).isEqualTo("\u001b[31m\u001b[1mbold\n─\u001b[0m");
        assertThat(History.lastLines(lines, 100, false)).isEqualTo("red\nstill red\nbold\n─");
        assertThat(History.lastLines(List.of("\u001b[31mred\u001b[0m", "plain"), 1, true))
                .isEqualTo("plain\u001b[0m");
        assertThat(History.lastLines(List.of("", ""), 5, true)).isEmpty();
    }
}
