package dev.tagma.adapters.runtime.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.runtime.Screen;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmulatorTest {

    private final Emulator emulator = new Emulator(20, 4);

    private String write(String output) {
        return emulator.write(output.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> rows() {
        return emulator.screen().rows().stream().map(Screen.Row::text).toList();
    }

    @Test
    void textStandsWhereItWasWritten() {
        write("one\r\n\u001b[3;5Htwo\u001b[1;20Hx");

        assertThat(rows()).containsExactly("one                x", "", "    two", "");
    }

    @Test
    void keyboardModesMoveNoCursor() {
        write("abc\u001b[>1u\u001b[<u\u001b[=1;1u\u001b[?ud");

        assertThat(rows().getFirst()).isEqualTo("abcd");
    }

    @Test
    void keyModifiersAreNoRendition() {
        write("\u001b[1mb\u001b[>4;2mb");

        assertThat(emulator.screen().rows().getFirst()).isEqualTo(new Screen.Row("bb", "bb"));
    }

    @Test
    void twoColoursAtOnceArePrintedByNobody() {
        write("\u001b[38;2;255;255;255;48;2;100;100;100;1mtext\u001b[0m.");

        assertThat(emulator.screen().rows().getFirst()).isEqualTo(new Screen.Row("text.", "bbbb "));
    }

    @Test
    void theColourOfAnUnderlineIsNeitherDimNorBold() {
        write("\u001b[58;2;1;2;7mx\u001b[58:2::1:2:7my\u001b[4:3mz");

        assertThat(emulator.screen().rows().getFirst()).isEqualTo(new Screen.Row("xyz", "   "));
    }

    @Test
    void aCharacterIsNotRepeatedForEver() {
        write("a\u001b[2000000000bz");

        assertThat(rows()).anyMatch(row -> row.contains("z"));
    }

    @Test
    void charactersMayComeInParts() {
        byte[] bytes = "ü漢🙂".getBytes(StandardCharsets.UTF_8);
        for (byte part : bytes) {
            emulator.write(new byte[] {part});
        }

        assertThat(rows().getFirst()).isEqualTo("ü漢🙂");
        assertThat(emulator.screen().rows().getFirst().styles()).hasSize("ü漢🙂".length());
    }

    @Test
    void whatIsNoUtf8IsShownAsSuch() {
        emulator.write(new byte[] {'a', (byte) 0xff, 'b'});

        assertThat(rows().getFirst()).isEqualTo("a\ufffdb");
    }

    @Test
    void accentsAreJoinedWithTheirLetters() {
        write("e\u0301x");

        assertThat(rows().getFirst()).isEqualTo("\u00e9x");
    }

    @Test
    void sequencesMayComeInParts() {
        for (char part : "\u001b[2mdim\u001b[0m \u001b]2;the title\u001b\\".toCharArray()) {
            write(String.valueOf(part));
        }

        assertThat(emulator.screen().rows().getFirst()).isEqualTo(new Screen.Row("dim", "ddd"));
        assertThat(emulator.title()).isEqualTo("the title");
    }

    @Test
    void stringsThatConcernNobodyAreNotPrinted() {
        write("a\u001bP1$r0m\u001b\\b\u001b_Gi=1;AAAA\u001b\\c\u001b]52;c;AAAA\u0007d\u001b]8;;http://x\u0007e");

        assertThat(rows().getFirst()).isEqualTo("abcde");
        assertThat(emulator.title()).isEmpty();
    }

    @Test
    void aStringThatIsBrokenOffEndsThere() {
        write("\u001b]2;half\u001b[2mx");

        assertThat(emulator.screen().rows().getFirst()).isEqualTo(new Screen.Row("x", "d"));
        assertThat(emulator.title()).isEmpty();
    }

    @Test
    void theOtherScreenLeavesTheFirstAsItWas() {
        write("first");
        for (int mode : new int[] {47, 1047, 1049}) {
            write("\u001b[?" + mode + "h\u001b[2J\u001b[Hother");
            assertThat(rows().getFirst()).isEqualTo("other");
            write("\u001b[?" + mode + "l");
            assertThat(rows().getFirst()).as("mode " + mode).isEqualTo("first");
        }
    }

    @Test
    void modesOfTheKeyboardAreKept() {
        assertThat(emulator.bracketsPastes()).isFalse();
        write("\u001b[?2004;1h\u001b[?25l");
        assertThat(emulator.bracketsPastes()).isTrue();
        assertThat(emulator.applicationKeys()).isTrue();
        assertThat(emulator.screen().cursorVisible()).isFalse();

        write("\u001bc");

        assertThat(emulator.bracketsPastes()).isFalse();
        assertThat(emulator.applicationKeys()).isFalse();
        assertThat(emulator.screen().cursorVisible()).isTrue();
    }

    @Test
    void whereTheCursorIsIsAnswered() {
        assertThat(write("ab\u001b[6n")).isEqualTo("\u001b[1;3R");
        assertThat(write("c")).isEmpty();
    }

    @Test
    void theHistoryHasAnEnd() {
        for (int i = 0; i < 5_000; i++) {
            write("line " + i + "\r\n");
        }

        String captured = emulator.capture(100_000, false);

        assertThat(captured).endsWith("line 4998\nline 4999").doesNotContain("line 2500\n");
        assertThat(captured.lines()).hasSizeBetween(2_000, 2_300);
        assertThat(emulator.capture(2, false)).isEqualTo("line 4998\nline 4999");
    }

    @Test
    void theHistoryIsForgottenWhereTheProgramSaysSo() {
        for (int i = 0; i < 500; i++) {
            write("line " + i + "\r\n");
        }
        write("\u001b[3J");

        assertThat(emulator.capture(1_000, false)).isEqualTo("line 497\nline 498\nline 499");
    }

    @Test
    void capturedColoursBeginAndEndInEachRow() {
        write("\u001b[1mbold\r\nstill\u001b[0m plain");

        assertThat(emulator.capture(2, true)).isEqualTo("\u001b[0;1mbold\u001b[0m\n\u001b[0;1mstill\u001b[0m plain");
    }

    @Test
    void theSizeMayChange() {
        write("one\r\ntwo");

        emulator.resize(40, 10);

        assertThat(emulator.screen().columns()).isEqualTo(40);
        assertThat(rows()).hasSize(10).startsWith("one", "two");
    }

    @Test
    void nonsenseHarmsNothing() {
        write(
                "\u001b[999999999999;99999999999H\u001b[;;;;r\u001b[9;1r\u001b[99999S\u001b[99999L\u001b[0;0;0;0@\u001b[?zh");
        write("\u001b[r\u001b[2J\u001b[Hfine");

        assertThat(rows().getFirst()).isEqualTo("fine");
    }
}
