package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.files.LineTail;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Looks things up in transcript files. */
final class Transcript {

    private final TranscriptParser parser;

    Transcript(TranscriptParser parser) {
        this.parser = parser;
    }

    /** Where a file ends now, as a mark: only what is recorded behind it is evidence. */
    static String mark(Path file) {
        try {
            return (Files.exists(file) ? Files.size(file) : 0) + "|" + file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether the text entered the conversation since the mark, in the file of the mark or in {@code current}. */
    Evidence since(String mark, String text, Optional<Path> current) {
        int bar = mark.indexOf('|');
        Path marked = Path.of(mark.substring(bar + 1));
        Evidence evidence = search(marked, Long.parseLong(mark.substring(0, bar)), text);
        if (evidence instanceof Evidence.Absent
                && current.filter(file -> !file.equals(marked)).isPresent()) {
            return search(current.get(), 0, text);
        }
        return evidence;
    }

    private Evidence search(Path file, long offset, String text) {
        String wanted = ClaudeText.normalise(text);
        int queued = 0;
        int ahead = 0;
        for (LineTail.Line line : lines(file, offset)) {
            for (TranscriptEntry entry : parser.parse(line.text())) {
                switch (entry) {
                    case TranscriptEntry.Prompt prompt
                    when is(prompt.text(), wanted) -> {
                        return new Evidence.Entered(prompt.key(), false);
                    }
                    case TranscriptEntry.SteeredIn steered
                    when is(steered.text(), wanted) -> {
                        return new Evidence.Entered("", true);
                    }
                    case TranscriptEntry.Enqueued enqueued when is(enqueued.text(), wanted) -> queued++;
                    case TranscriptEntry.Enqueued enqueued -> ahead += queued == 0 ? 1 : 0;
                    case TranscriptEntry.Unqueued unqueued when unqueued.all() -> queued = 0;
                    case TranscriptEntry.Unqueued unqueued -> {
                        if (ahead > 0) {
                            ahead--;
                        } else {
                            queued = Math.max(0, queued - 1);
                        }
                    }
                    default -> {}
                }
            }
        }
        return queued > 0 ? new Evidence.Queued() : new Evidence.Absent();
    }

    private static boolean is(String recorded, String wanted) {
        return ClaudeText.normalise(recorded).equals(wanted);
    }

    /** A page of the conversation; cursors are byte offsets and the place within the line. */
    TranscriptPage page(Path file, TranscriptQuery query) {
        List<TranscriptPage.Entry> all = new ArrayList<>();
        for (LineTail.Line line : lines(file, 0)) {
            int part = 0;
            for (TranscriptEntry entry : parser.parse(line.text())) {
                String cursor = line.offset() + "." + part++;
                entry(cursor, entry)
                        .filter(found -> query.role().map(found.role()::equals).orElse(true))
                        .ifPresent(all::add);
            }
        }
        return cut(all, query);
    }

    private static TranscriptPage cut(List<TranscriptPage.Entry> all, TranscriptQuery query) {
        int from = query.after().map(cursor -> firstBehind(all, cursor)).orElse(0);
        int to = query.before().map(cursor -> firstFrom(all, cursor)).orElse(all.size());
        if (from >= to) {
            return new TranscriptPage(List.of(), false);
        }
        boolean forward = query.after().isPresent();
        int count = Math.min(query.limit(), to - from);
        List<TranscriptPage.Entry> page = forward ? all.subList(from, from + count) : all.subList(to - count, to);
        return new TranscriptPage(page, count < to - from);
    }

    private static int firstBehind(List<TranscriptPage.Entry> all, String cursor) {
        int index = firstFrom(all, cursor);
        return index < all.size() && compare(all.get(index).cursor(), cursor) == 0 ? index + 1 : index;
    }

    private static int firstFrom(List<TranscriptPage.Entry> all, String cursor) {
        TranscriptPage.Entry key = new TranscriptPage.Entry(cursor, "", "", Optional.empty(), Optional.empty());
        int index = Collections.binarySearch(all, key, (one, other) -> compare(one.cursor(), other.cursor()));
        return index >= 0 ? index : -index - 1;
    }

    private static int compare(String one, String other) {
        String[] a = one.split("\\.", 2);
        String[] b = other.split("\\.", 2);
        try {
            int byOffset = Long.compare(Long.parseLong(a[0]), Long.parseLong(b[0]));
            return byOffset != 0 || a.length < 2 || b.length < 2
                    ? byOffset
                    : Integer.compare(Integer.parseInt(a[1]), Integer.parseInt(b[1]));
        } catch (NumberFormatException foreign) {
            throw new IllegalArgumentException(
                    "'" + one + "' or '" + other + "' is not a cursor of a transcript", foreign);
        }
    }

    private static Optional<TranscriptPage.Entry> entry(String cursor, TranscriptEntry entry) {
        return switch (entry) {
            case TranscriptEntry.Prompt prompt ->
                Optional.of(of(cursor, prompt.human() ? "user" : "system", ClaudeText.unwrapped(prompt.text()), entry));
            case TranscriptEntry.SteeredIn steered ->
                Optional.of(of(cursor, "user", ClaudeText.unwrapped(steered.text()), entry));
            case TranscriptEntry.Said said -> Optional.of(of(cursor, "assistant", said.text(), entry));
            case TranscriptEntry.ToolUsed used ->
                Optional.of(new TranscriptPage.Entry(
                        cursor, "tool", used.input(), Optional.of(used.tool()), Optional.of(entry.at())));
            case TranscriptEntry.ToolAnswered answered -> Optional.of(of(cursor, "tool", answered.text(), entry));
            case TranscriptEntry.Interrupted interrupted -> Optional.of(of(cursor, "system", "interrupted", entry));
            case TranscriptEntry.ApiError error -> Optional.of(of(cursor, "system", error.text(), entry));
            case TranscriptEntry.LimitReached limit -> Optional.of(of(cursor, "system", limit.text(), entry));
            case TranscriptEntry.Compacted compacted -> Optional.of(of(cursor, "system", "compacted", entry));
            case TranscriptEntry.Enqueued enqueued -> Optional.empty();
            case TranscriptEntry.Unqueued unqueued -> Optional.empty();
            case TranscriptEntry.TurnOver over -> Optional.empty();
            case TranscriptEntry.Noted noted -> Optional.empty();
        };
    }

    private static TranscriptPage.Entry of(String cursor, String role, String text, TranscriptEntry entry) {
        return new TranscriptPage.Entry(cursor, role, text, Optional.empty(), Optional.of(entry.at()));
    }

    /** What the agent said last in each of its newest turns that said something, oldest first. */
    List<String> lastMessages(Path file, int count) {
        List<String> messages = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (LineTail.Line line : lines(file, 0)) {
            for (TranscriptEntry entry : parser.parse(line.text())) {
                switch (entry) {
                    case TranscriptEntry.Said said -> {
                        current.append(current.isEmpty() ? "" : "\n")
                                .append(said.text().strip());
                    }
                    case TranscriptEntry.ToolUsed used -> current.setLength(0);
                    case TranscriptEntry.Prompt prompt -> keep(current, messages);
                    default -> {}
                }
            }
        }
        keep(current, messages);
        return List.copyOf(messages.subList(Math.max(0, messages.size() - count), messages.size()));
    }

    private static void keep(StringBuilder current, List<String> messages) {
        if (!current.isEmpty()) {
            messages.add(current.toString());
            current.setLength(0);
        }
    }

    private static List<LineTail.Line> lines(Path file, long offset) {
        try {
            return new LineTail(file, offset).read();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
