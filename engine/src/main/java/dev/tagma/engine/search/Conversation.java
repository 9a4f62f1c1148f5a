package dev.tagma.engine.search;

import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.agent.UnknownCursorException;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchIndex;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A conversation that is taken into the index a portion at a time, from where the index has come.
 *
 * @param pages reads a page of it
 */
record Conversation(Function<TranscriptQuery, TranscriptPage> pages) {

    /** So many entries are taken in at once: whoever else wants to write has its turn in between. */
    private static final int PORTION = 200;

    /**
     * Hands on everything behind the place, in portions with the place that each reaches. Where the place is unknown,
     * because the record was written anew, it begins at the beginning. Ends early when its thread is interrupted.
     *
     * @param anew run before it begins at the beginning: nothing of what was there need be there still
     */
    void behind(Optional<String> place, Runnable anew, BiConsumer<TranscriptPage, String> portion) {
        String after = place.orElse(TranscriptQuery.BEGINNING);
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            TranscriptPage page;
            try {
                page = page(after);
            } catch (UnknownCursorException unknown) {
                if (after.equals(TranscriptQuery.BEGINNING)) {
                    throw unknown;
                }
                anew.run();
                after = TranscriptQuery.BEGINNING;
                page = page(after);
            }
            more = page.more() && !page.entries().isEmpty();
            if (!page.entries().isEmpty()) {
                after = page.entries().getLast().cursor();
                portion.accept(page, after);
            }
        }
    }

    private TranscriptPage page(String after) {
        return pages.apply(new TranscriptQuery(Optional.of(after), Optional.empty(), PORTION, Optional.empty()));
    }

    /**
     * Takes a session's conversation in.
     *
     * @param wanted which entries
     */
    void takeInto(SearchIndex index, Origin origin, Predicate<TranscriptPage.Entry> wanted) {
        behind(
                index.position(origin),
                () -> index.forget(origin),
                (page, reached) ->
                        index.add(origin, page.entries().stream().filter(wanted).toList(), reached));
    }
}
