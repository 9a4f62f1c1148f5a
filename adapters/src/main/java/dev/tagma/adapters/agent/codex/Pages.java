package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.agent.codex.StateFile.Held;
import dev.tagma.adapters.files.LineTail;
import dev.tagma.adapters.files.LinesBefore;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.agent.UnknownCursorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads pages of the session's conversations. A cursor is the conversation and where its line begins in the record. */
final class Pages {

    private final EntryParser parser;

    Pages(EntryParser parser) {
        this.parser = parser;
    }

    /** @param held the session's conversations, oldest first */
    TranscriptPage page(List<Held> held, TranscriptQuery query) {
        Optional<String> after = query.after().filter(cursor -> !cursor.equals(TranscriptQuery.BEGINNING));
        after.ifPresent(cursor -> require(held, cursor));
        query.before().ifPresent(cursor -> require(held, cursor));
        List<TranscriptPage.Entry> found = new ArrayList<>();
        boolean wanted = after.isEmpty();
        boolean backwards = query.after().isEmpty();
        for (Held one : backwards ? last(held, query) : held) {
            for (TranscriptPage.Entry entry : entries(one)) {
                if (query.before().filter(entry.cursor()::equals).isPresent()) {
                    return page(found, query, backwards);
                }
                if (wanted && query.role().map(entry.role()::equals).orElse(true)) {
                    found.add(entry);
                }
                wanted |= after.filter(entry.cursor()::equals).isPresent();
            }
        }
        return page(found, query, backwards);
    }

    /** Backwards, a conversation begins where it began. */
    private static List<Held> last(List<Held> held, TranscriptQuery query) {
        if (held.isEmpty()) {
            return held;
        }
        return List.of(query.before()
                .flatMap(cursor -> held.stream()
                        .filter(one -> cursor.startsWith(one.id() + ":"))
                        .findFirst())
                .orElseGet(held::getLast));
    }

    private static TranscriptPage page(List<TranscriptPage.Entry> found, TranscriptQuery query, boolean backwards) {
        boolean more = found.size() > query.limit();
        if (!more) {
            return new TranscriptPage(found, false);
        }
        return new TranscriptPage(
                backwards ? found.subList(found.size() - query.limit(), found.size()) : found.subList(0, query.limit()),
                true);
    }

    private void require(List<Held> held, String cursor) {
        boolean known = held.stream()
                .filter(one -> cursor.startsWith(one.id() + ":"))
                .flatMap(one -> entries(one).stream())
                .anyMatch(entry -> entry.cursor().equals(cursor));
        if (!known) {
            throw new UnknownCursorException("No entry stands at cursor '" + cursor
                    + "'; take one from an entry of this session's conversation");
        }
    }

    private List<TranscriptPage.Entry> entries(Held held) {
        List<TranscriptPage.Entry> entries = new ArrayList<>();
        try {
            boolean _ = new LineTail(held.record(), 0).read(line -> {
                parser.parse(line.text())
                        .flatMap(entry -> shown(held.id() + ":" + line.offset(), entry))
                        .ifPresent(entries::add);
                return true;
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return entries;
    }

    private static Optional<TranscriptPage.Entry> shown(String cursor, Entry entry) {
        return switch (entry) {
            case Entry.Prompt prompt -> Optional.of(of(cursor, "user", prompt.text(), entry));
            case Entry.Said said -> Optional.of(of(cursor, "assistant", said.text(), entry));
            case Entry.ToolUsed used ->
                Optional.of(new TranscriptPage.Entry(
                        cursor, "tool", used.input(), Optional.of(used.tool()), Optional.of(entry.at())));
            case Entry.ToolAnswered answered -> Optional.of(of(cursor, "tool", answered.text(), entry));
            case Entry.Used used -> Optional.empty();
            case Entry.ModelIs model -> Optional.empty();
            case Entry.Allows allows -> Optional.empty();
            case Entry.GoalIs goal -> Optional.of(of(cursor, "system", "goal: " + goal.objective(), entry));
            case Entry.GoalTurn turn -> Optional.of(of(cursor, "system", "goes on with its goal", entry));
            case Entry.Noted noted -> Optional.of(of(cursor, "system", noted.text(), entry));
            case Entry.TurnOver over ->
                over.outcome() == dev.tagma.core.turn.TurnOutcome.INTERRUPTED
                        ? Optional.of(of(cursor, "system", "interrupted", entry))
                        : Optional.empty();
        };
    }

    private static TranscriptPage.Entry of(String cursor, String role, String text, Entry entry) {
        return new TranscriptPage.Entry(cursor, role, text, Optional.empty(), Optional.of(entry.at()));
    }

    /** The last things the agent said, newest first. */
    List<String> lastMessages(Held held, int count) {
        List<String> said = new ArrayList<>();
        try {
            new LinesBefore(held.record(), Long.MAX_VALUE).read(line -> {
                if (parser.parse(line.text()).orElse(null) instanceof Entry.Said(String text, var at)) {
                    said.add(text);
                }
                return said.size() < count;
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return said;
    }
}
