package dev.tagma.adapters.conversation;

import dev.tagma.adapters.files.LineTail;
import dev.tagma.adapters.files.LinesBefore;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptPage.Entry;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.agent.UnknownCursorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads pages of the session's conversations. Whoever asks what came behind a cursor is told the rest of that conversation
 * and then those that followed it; backwards, a conversation begins where it began.
 */
public final class TranscriptPages {

    private final TranscriptFormat format;

    public TranscriptPages(TranscriptFormat format) {
        this.format = format;
    }

    /**
     * A page.
     *
     * @param held the session's conversations, oldest first
     */
    public TranscriptPage page(List<Held> held, TranscriptQuery query) {
        try {
            return query.after().isPresent() ? behind(query.after().get(), held, query) : inFront(held, query);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private TranscriptPage behind(String given, List<Held> held, TranscriptQuery query) throws IOException {
        boolean whole = given.equals(TranscriptQuery.BEGINNING);
        if (whole && held.isEmpty()) {
            return new TranscriptPage(List.of(), false);
        }
        TranscriptCursor after = whole ? TranscriptCursor.before(held.getFirst().conversation()) : cursor(given, held);
        Optional<TranscriptCursor> before =
                query.before().isPresent() ? Optional.of(cursor(query.before().get(), held)) : Optional.empty();
        List<Entry> found = new ArrayList<>();
        int last = before.map(cursor -> index(cursor, held)).orElse(held.size() - 1);
        for (int i = whole ? 0 : index(after, held); i <= last && found.size() <= query.limit(); i++) {
            Held one = held.get(i);
            boolean first = one.conversation().equals(after.conversation());
            Optional<TranscriptCursor> until =
                    before.filter(cursor -> cursor.conversation().equals(one.conversation()));
            new LineTail(one.file(), first ? after.offset() : 0).read(line -> {
                for (Placed entry : entries(one, line)) {
                    if (until.filter(cursor -> !cursor.isBehind(entry.cursor())).isPresent()) {
                        return false;
                    }
                    if (!first || entry.cursor().isBehind(after)) {
                        entry.shown(query).ifPresent(found::add);
                    }
                    if (found.size() > query.limit()) {
                        return false;
                    }
                }
                return true;
            });
        }
        boolean more = found.size() > query.limit();
        return new TranscriptPage(more ? found.subList(0, query.limit()) : found, more);
    }

    private TranscriptPage inFront(List<Held> held, TranscriptQuery query) throws IOException {
        if (held.isEmpty()) {
            return new TranscriptPage(List.of(), false);
        }
        Optional<TranscriptCursor> before =
                query.before().isPresent() ? Optional.of(cursor(query.before().get(), held)) : Optional.empty();
        Held one = before.map(cursor -> held.get(index(cursor, held))).orElseGet(held::getLast);
        List<Entry> found = new ArrayList<>();
        if (before.isPresent()) {
            new LineTail(one.file(), before.get().offset()).read(line -> {
                add(entries(one, line), before, query, found);
                return false;
            });
        }
        if (found.size() <= query.limit()) {
            new LinesBefore(one.file(), before.map(TranscriptCursor::offset).orElse(Long.MAX_VALUE)).read(line -> {
                add(entries(one, line), before, query, found);
                return found.size() <= query.limit();
            });
        }
        boolean more = found.size() > query.limit();
        return new TranscriptPage((more ? found.subList(0, query.limit()) : found).reversed(), more);
    }

    private static void add(
            List<Placed> line, Optional<TranscriptCursor> before, TranscriptQuery query, List<Entry> found) {
        for (Placed entry : line.reversed()) {
            if (found.size() <= query.limit()
                    && before.filter(cursor -> !cursor.isBehind(entry.cursor())).isEmpty()) {
                entry.shown(query).ifPresent(found::add);
            }
        }
    }

    private static TranscriptCursor cursor(String given, List<Held> held) throws IOException {
        TranscriptCursor cursor = TranscriptCursor.parse(given)
                .orElseThrow(() -> new UnknownCursorException(
                        "'" + given + "' is not a cursor; take one from an entry of this conversation"));
        int index = index(cursor, held);
        if (index < 0) {
            throw new UnknownCursorException(
                    "Cursor '" + given + "' is of a conversation that this session has not held;"
                            + " take one from an entry of this session");
        }
        if (!Files.exists(held.get(index).file())) {
            throw new UnknownCursorException(
                    "The conversation of cursor '" + given + "' is not recorded any more; begin without a cursor");
        }
        if (!LinesBefore.lineBegins(held.get(index).file(), cursor.offset())) {
            throw new UnknownCursorException(
                    "No entry stands at cursor '" + given + "'; take one from an entry of this conversation");
        }
        return cursor;
    }

    private static int index(TranscriptCursor cursor, List<Held> held) {
        return held.stream().map(Held::conversation).toList().lastIndexOf(cursor.conversation());
    }

    /** An entry that people may see, or not. */
    private record Placed(TranscriptFormat format, TranscriptCursor cursor, TranscriptEntry entry) {

        Optional<Entry> shown(TranscriptQuery query) {
            return TranscriptPages.shown(format, cursor.toString(), entry)
                    .filter(found -> query.role().map(found.role()::equals).orElse(true));
        }
    }

    private List<Placed> entries(Held held, LineTail.Line line) {
        List<Placed> placed = new ArrayList<>();
        for (TranscriptEntry entry : format.parse(line.text())) {
            placed.add(
                    new Placed(format, new TranscriptCursor(held.conversation(), line.offset(), placed.size()), entry));
        }
        return placed;
    }

    private static Optional<Entry> shown(TranscriptFormat format, String cursor, TranscriptEntry entry) {
        return switch (entry) {
            case TranscriptEntry.Prompt prompt ->
                Optional.of(of(cursor, prompt.human() ? "user" : "system", format.said(prompt.text()), entry));
            case TranscriptEntry.SteeredIn steered ->
                Optional.of(of(cursor, "user", format.said(steered.text()), entry));
            case TranscriptEntry.Said said -> Optional.of(of(cursor, "assistant", said.text(), entry));
            case TranscriptEntry.ToolUsed used ->
                Optional.of(new Entry(cursor, "tool", used.input(), Optional.of(used.tool()), Optional.of(entry.at())));
            case TranscriptEntry.ToolAnswered answered -> Optional.of(of(cursor, "tool", answered.text(), entry));
            case TranscriptEntry.Interrupted interrupted -> Optional.of(of(cursor, "system", "interrupted", entry));
            case TranscriptEntry.ApiError error -> Optional.of(of(cursor, "system", error.text(), entry));
            case TranscriptEntry.LimitReached limit -> Optional.of(of(cursor, "system", limit.text(), entry));
            case TranscriptEntry.Compacted compacted -> Optional.of(of(cursor, "system", "compacted", entry));
            case TranscriptEntry.Enqueued enqueued -> Optional.empty();
            case TranscriptEntry.Unqueued unqueued -> Optional.empty();
            case TranscriptEntry.TurnOver over -> Optional.empty();
            case TranscriptEntry.Noted noted -> Optional.empty();
            case TranscriptEntry.Used used -> Optional.empty();
        };
    }

    private static Entry of(String cursor, String role, String text, TranscriptEntry entry) {
        return new Entry(cursor, role, text, Optional.empty(), Optional.of(entry.at()));
    }
}
