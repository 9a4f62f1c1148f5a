package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagma.adapters.conversation.Held;
import dev.tagma.adapters.conversation.LastWords;
import dev.tagma.adapters.conversation.TranscriptPages;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.agent.UnknownCursorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class TranscriptPagesTest {

    private final TranscriptParser parser =
            new TranscriptParser(JsonMapper.builder().build());

    @TempDir
    private Path directory;

    @Test
    void withoutACursorTheNewestEntriesComeOldestFirst() throws IOException {
        List<Held> held = List.of(conversation("a", said(1, 5)));

        TranscriptPage page = newest(held, 2);

        assertThat(texts(page)).containsExactly("a4", "a5");
        assertThat(page.more()).isTrue();
        assertThat(newest(held, 5).more()).isFalse();
    }

    @Test
    void pagesBackwardsPutTogetherAreTheConversation() throws IOException {
        List<Held> held = List.of(conversation("a", said(1, 2), twoThings("3", "4"), said(5, 7)));

        TranscriptPage last = newest(held, 3);
        TranscriptPage middle = before(held, last.entries().getFirst().cursor(), 2);
        TranscriptPage first = before(held, middle.entries().getFirst().cursor(), 10);

        assertThat(texts(last)).containsExactly("a5", "a6", "a7");
        assertThat(texts(middle)).containsExactly("a3", "a4");
        assertThat(texts(first)).containsExactly("a1", "a2");
        assertThat(List.of(last.more(), middle.more(), first.more())).containsExactly(true, true, false);
    }

    @Test
    void aCursorWithinALineLeavesTheRestOfTheLine() throws IOException {
        List<Held> held = List.of(conversation("a", said(1, 1), twoThings("2", "3"), said(4, 4)));
        String second = newest(held, 10).entries().get(1).cursor();

        assertThat(texts(after(held, second, 10))).containsExactly("a3", "a4");
        assertThat(texts(before(held, newest(held, 10).entries().get(2).cursor(), 10)))
                .containsExactly("a1", "a2");
    }

    @Test
    void aCursorStaysGoodHoweverMuchIsAdded() throws IOException {
        Held one = conversation("a", said(1, 2));
        String last = newest(List.of(one), 1).entries().getLast().cursor();
        Files.writeString(one.file(), said(3, 4).replace("#", "a"), StandardOpenOption.APPEND);

        assertThat(texts(after(List.of(one), last, 1))).containsExactly("a3");
        assertThat(after(List.of(one), last, 1).more()).isTrue();
    }

    @Test
    void behindACursorOfAFormerConversationComeItsRestAndThoseThatFollowed() throws IOException {
        Held a = conversation("a", said(1, 3));
        String first = newest(List.of(a), 3).entries().getFirst().cursor();
        List<Held> held = List.of(a, conversation("b", said(1, 1)), conversation("c", said(1, 2)));

        assertThat(texts(after(held, first, 10))).containsExactly("a2", "a3", "b1", "c1", "c2");
        assertThat(texts(after(held, first, 3))).containsExactly("a2", "a3", "b1");
        assertThat(after(held, first, 3).more()).isTrue();
    }

    @Test
    void aConversationBeginsWhereItBegan() throws IOException {
        Held a = conversation("a", said(1, 3));
        List<Held> held = List.of(a, conversation("b", said(1, 2)));

        assertThat(texts(newest(held, 10))).containsExactly("b1", "b2");
        assertThat(texts(before(held, newest(List.of(a), 1).entries().getLast().cursor(), 10)))
                .containsExactly("a1", "a2");
    }

    @Test
    void entriesOfARoleAreFoundBetweenOthers() throws IOException {
        List<Held> held = List.of(conversation("a", said(1, 1), twoThings("2", "3"), said(4, 4)));

        TranscriptPage page =
                pages().page(held, new TranscriptQuery(Optional.empty(), Optional.empty(), 1, Optional.of("tool")));

        assertThat(page.entries()).hasSize(1);
        assertThat(page.more()).isFalse();
    }

    @Test
    void whatIsNoCursorOfTheSessionIsRefusedByName() throws IOException {
        Held a = conversation("a", said(1, 3));
        Held gone = new Held("gone", directory.resolve("gone.jsonl"));

        for (String cursor : List.of("abc", "41", "a:1.0", "a:99999.0", "stranger:0.0", "gone:0.0")) {
            assertThatExceptionOfType(UnknownCursorException.class)
                    .isThrownBy(() -> after(List.of(gone, a), cursor, 1))
                    .withMessageContaining("'" + cursor + "'");
            assertThatExceptionOfType(UnknownCursorException.class)
                    .isThrownBy(() -> before(List.of(gone, a), cursor, 1))
                    .withMessageContaining("'" + cursor + "'");
        }
    }

    @Test
    void nothingHasBeenSaidInAConversationThatIsNotRecordedYet() {
        assertThat(newest(List.of(new Held("new", directory.resolve("new.jsonl"))), 10)
                        .entries())
                .isEmpty();
    }

    @Test
    void theLastWordsOfATurnStandBehindItsLastTool() throws IOException {
        Held a = conversation(
                "a",
                prompt() + line("first") + prompt() + line("second"),
                prompt() + both("before the tool") + line("third") + line("and more") + prompt());

        assertThat(LastWords.of(a.file(), parser, 2)).containsExactly("second", "third\nand more");
        assertThat(LastWords.of(a.file(), parser, 9)).containsExactly("first", "second", "third\nand more");
    }

    private TranscriptPages pages() {
        return new TranscriptPages(parser);
    }

    private TranscriptPage newest(List<Held> held, int limit) {
        return pages().page(held, new TranscriptQuery(Optional.empty(), Optional.empty(), limit, Optional.empty()));
    }

    private TranscriptPage before(List<Held> held, String cursor, int limit) {
        return pages().page(held, new TranscriptQuery(Optional.empty(), Optional.of(cursor), limit, Optional.empty()));
    }

    private TranscriptPage after(List<Held> held, String cursor, int limit) {
        return pages().page(held, new TranscriptQuery(Optional.of(cursor), Optional.empty(), limit, Optional.empty()));
    }

    private static List<String> texts(TranscriptPage page) {
        // The input of a tool stands there as JSON.
        return page.entries().stream()
                .map(entry -> entry.text().replace("\"", ""))
                .toList();
    }

    private Held conversation(String name, String... lines) throws IOException {
        return new Held(
                name,
                Files.writeString(
                        directory.resolve(name + ".jsonl"),
                        String.join("", lines).replace("#", name)));
    }

    private static String said(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> line("#" + n)).collect(Collectors.joining());
    }

    private static String line(String text) {
        return assistant("{\"type\":\"text\",\"text\":\"" + text + "\"}");
    }

    private static String twoThings(String first, String second) {
        return assistant("{\"type\":\"text\",\"text\":\"#" + first
                + "\"},{\"type\":\"tool_use\",\"name\":\"Bash\",\"input\":\"#" + second + "\"}");
    }

    private static String both(String text) {
        return assistant(
                "{\"type\":\"text\",\"text\":\"" + text + "\"},{\"type\":\"tool_use\",\"name\":\"Bash\",\"input\":{}}");
    }

    private static String prompt() {
        return "{\"type\":\"user\",\"promptSource\":\"typed\",\"promptId\":\"p\",\"timestamp\":\"2026-11-29T09:05:58Z\","
                + "\"message\":{\"role\":\"user\",\"content\":\"go on\"}}\n";
    }

    private static String assistant(String blocks) {
        return "{\"type\":\"assistant\",\"timestamp\":\"2026-11-29T09:05:59Z\",\"message\":{\"role\":\"assistant\","
                + "\"content\":[" + blocks + "]}}\n";
    }
}
