package dev.tagma.adapters.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a file, forwards and backwards: each is handed on as it is read, and no more is read than is wanted. */
class LinesTest {

    private static final String LONG = "ä".repeat(100_000);

    @TempDir
    private Path directory;

    @Test
    void aLineIsHandedOnBeforeTheNextIsWanted() throws IOException {
        LineTail tail = new LineTail(file("one\ntwo\nthree\n"), 0);

        List<String> first = new ArrayList<>();
        tail.read(line -> {
            first.add(line.text());
            return false;
        });

        assertThat(first).containsExactly("one");
        assertThat(tail.offset()).isEqualTo(4);
        assertThat(rest(tail)).containsExactly("4 two", "8 three");
    }

    @Test
    void aLineWithoutItsEndWaitsForTheRest() throws IOException {
        Path file = file("one\ntw");
        LineTail tail = new LineTail(file, 0);

        assertThat(rest(tail)).containsExactly("0 one");
        assertThat(tail.read(line -> true)).isFalse();
        Files.writeString(file, "o\n", StandardOpenOption.APPEND);

        assertThat(rest(tail)).containsExactly("4 two");
    }

    @Test
    void aFileThatShrankBeginsAnew() throws IOException {
        Path file = file("one\ntwo\n");
        LineTail tail = new LineTail(file, 0);
        rest(tail);
        Files.writeString(file, "new\n");

        assertThat(rest(tail)).containsExactly("0 new");
    }

    @Test
    void backwardsTheLastCompleteLineComesFirst() throws IOException {
        Path file = file("one\n\n" + LONG + "\nlast\nhalf a li");

        List<String> lines = new ArrayList<>();
        new LinesBefore(file, Long.MAX_VALUE).read(line -> lines.add(line.offset() + " " + line.text()));

        assertThat(lines).containsExactly("200006 last", "5 " + LONG, "4 ", "0 one");
    }

    @Test
    void backwardsFromAPlaceItsOwnLineDoesNotCome() throws IOException {
        List<String> lines = new ArrayList<>();
        new LinesBefore(file("one\ntwo\nthree\n"), 8).read(line -> lines.add(line.text()));

        assertThat(lines).containsExactly("two", "one");
    }

    @Test
    void backwardsNoMoreIsReadThanIsWanted() throws IOException {
        List<String> lines = new ArrayList<>();
        new LinesBefore(file("one\ntwo\nthree\n"), Long.MAX_VALUE).read(line -> {
            lines.add(line.text());
            return lines.size() < 2;
        });

        assertThat(lines).containsExactly("three", "two");
    }

    @Test
    void aLineBeginsBehindALineEndAlone() throws IOException {
        Path file = file("one\ntwo\n");

        assertThat(List.of(
                        LinesBefore.lineBegins(file, 0),
                        LinesBefore.lineBegins(file, 4),
                        LinesBefore.lineBegins(file, 8)))
                .containsOnly(true);
        assertThat(List.of(LinesBefore.lineBegins(file, 3), LinesBefore.lineBegins(file, 9)))
                .containsOnly(false);
    }

    private static List<String> rest(LineTail tail) throws IOException {
        List<String> lines = new ArrayList<>();
        tail.read(line -> lines.add(line.offset() + " " + line.text()));
        return lines;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("file"), text);
    }
}
