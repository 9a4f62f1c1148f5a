package dev.tagma.adapters.agent.acp;

import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.agent.UnknownCursorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Pages of the conversation. A cursor names the place of an entry in the journal, which never changes. */
final class Pages {

    private static final Pattern CURSOR = Pattern.compile("acp:([0-9]{1,18})");

    private final Journal journal;

    Pages(Journal journal) {
        this.journal = journal;
    }

    TranscriptPage page(TranscriptQuery query) {
        return query.after().isPresent() ? behind(query.after().get(), query) : inFront(query);
    }

    private TranscriptPage behind(String cursor, TranscriptQuery query) {
        long after = cursor.equals(TranscriptQuery.BEGINNING) ? -1 : place(cursor);
        Optional<Long> before = query.before().map(this::place);
        List<TranscriptPage.Entry> found = new ArrayList<>();
        journal.from(Math.max(0, after), placed -> {
            if (before.filter(end -> placed.offset() >= end).isPresent()) {
                return false;
            }
            if (placed.offset() > after) {
                add(found, placed, query);
            }
            return found.size() <= query.limit();
        });
        boolean more = found.size() > query.limit();
        return new TranscriptPage(more ? found.subList(0, query.limit()) : found, more);
    }

    private TranscriptPage inFront(TranscriptQuery query) {
        long before = query.before().map(this::place).orElse(Long.MAX_VALUE);
        List<TranscriptPage.Entry> found = new ArrayList<>();
        journal.backwards(before, placed -> {
            add(found, placed, query);
            return found.size() <= query.limit();
        });
        boolean more = found.size() > query.limit();
        return new TranscriptPage((more ? found.subList(0, query.limit()) : found).reversed(), more);
    }

    private static void add(List<TranscriptPage.Entry> found, Journal.Placed placed, TranscriptQuery query) {
        Entry entry = placed.entry();
        if (query.role().map(entry.role()::equals).orElse(true)) {
            found.add(new TranscriptPage.Entry(
                    "acp:" + placed.offset(), entry.role(), entry.text(), entry.tool(), Optional.of(entry.at())));
        }
    }

    private long place(String cursor) {
        var matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()) {
            throw new UnknownCursorException(
                    "'" + cursor + "' is not a cursor; take one from an entry of this conversation");
        }
        long offset = Long.parseLong(matcher.group(1));
        if (!journal.begins(offset)) {
            throw new UnknownCursorException(
                    "No entry stands at cursor '" + cursor + "'; take one from an entry of this conversation");
        }
        return offset;
    }
}
