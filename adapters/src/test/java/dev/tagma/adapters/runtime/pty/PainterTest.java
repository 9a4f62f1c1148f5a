package dev.tagma.adapters.runtime.pty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PainterTest {

    private static final List<String> PIECES = List.of(
            "hello ",
            "漢字",
            "übung",
            "🙂",
            "\r\n",
            "\n",
            "\t",
            "\b",
            "\u001b[2J",
            "\u001b[H",
            "\u001b[5;7H",
            "\u001b[K",
            "\u001b[1m",
            "\u001b[7m",
            "\u001b[2m",
            "\u001b[0m",
            "\u001b[31;44m",
            "\u001b[38;2;10;200;30m",
            "\u001b[?25l",
            "\u001b[?25h",
            "\u001b[?1049h",
            "\u001b[?1049l",
            "\u001b[?2004h",
            "\u001b[?1h",
            "\u001b[3L",
            "\u001b[2M",
            "\u001b[4@",
            "\u001b[2P",
            "\u001b]2;a title\u0007",
            "\u001b[5S",
            "\u001b7",
            "\u001b8",
            "\u001b[99;99Hx",
            "--------------------------------------------------------------------------------");

    private final Emulator program = new Emulator(40, 12);

    private void writes(String text) {
        program.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String takes(Emulator person, String text) {
        return person.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoeverLooksNowAndThenSeesWhatTheTerminalShows(long seed) {
        Random random = new Random(seed);
        Emulator person = new Emulator(40, 12);
        Painter painter = new Painter();
        for (int look = 0; look < 200; look++) {
            for (int i = random.nextInt(12); i > 0; i--) {
                writes(PIECES.get(random.nextInt(PIECES.size())));
            }

            String answered = takes(person, painter.paint(program.frame(), new Size(40, 12)));

            assertThat(answered).isEmpty();
            assertThat(person.screen()).as("look " + look).isEqualTo(program.screen());
            assertThat(person.bracketsPastes()).isEqualTo(program.bracketsPastes());
            assertThat(person.applicationKeys()).isEqualTo(program.applicationKeys());
        }
    }

    @Test
    void nothingIsPaintedWhereNothingHasChanged() {
        Painter painter = new Painter();
        writes("hello");

        assertThat(painter.paint(program.frame(), new Size(40, 12))).contains("hello");
        assertThat(painter.paint(program.frame(), new Size(40, 12))).isEmpty();
    }

    @Test
    void onlyWhatHasChangedIsPainted() {
        Painter painter = new Painter();
        writes("one\r\ntwo");
        painter.paint(program.frame(), new Size(40, 12));

        writes("!");

        assertThat(painter.paint(program.frame(), new Size(40, 12)))
                .contains("two!")
                .doesNotContain("one");
    }

    @Test
    void aSmallerTerminalShowsWhereTheCursorIsAndALargerOneLeavesTheRestEmpty() {
        writes("0123456789漢\r\nsecond\r\nthird");
        Emulator narrow = new Emulator(11, 3);
        Emulator small = new Emulator(11, 2);
        Emulator large = new Emulator(60, 20);

        takes(narrow, new Painter().paint(program.frame(), new Size(11, 3)));
        takes(small, new Painter().paint(program.frame(), new Size(11, 2)));
        takes(large, new Painter().paint(program.frame(), new Size(60, 20)));

        assertThat(narrow.screen().text()).isEqualTo("0123456789\nsecond\nthird");
        assertThat(small.screen().text()).isEqualTo("second\nthird");
        assertThat(small.screen().cursorRow()).isOne();
        assertThat(large.screen().text().strip()).isEqualTo("0123456789漢\nsecond\nthird");
    }

    @Test
    void nothingAProgramWritesAsksAPersonsTerminalForAnything() {
        Painter painter = new Painter();
        writes(
                "\u001b]52;c;c2VjcmV0\u0007\u001b[c\u001b[6n\u001b]11;?\u0007\u001bP+q544e\u001b\\\u001b[21t\u001b[?1000h"
                        + "\u001b]8;;http://evil\u0007link\u001b]8;;\u0007\u001b]2;title\u009b31m\u0007");

        String painted = painter.paint(program.frame(), new Size(40, 12));

        assertThat(painted)
                .contains("link")
                .doesNotContain("]52", "\u001b[c", "[6n", "]11", "\u001bP", "[21t", "?1000", "evil", "\u009b");
        assertThat(takes(new Emulator(40, 12), painted)).isEmpty();
    }
}
