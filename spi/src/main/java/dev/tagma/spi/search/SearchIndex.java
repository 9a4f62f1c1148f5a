package dev.tagma.spi.search;

import dev.tagma.core.session.TenantId;
import dev.tagma.spi.agent.TranscriptPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of conversations. It holds nothing that is not kept elsewhere: it may be deleted while no daemon runs, and is
 * filled again.
 *
 * <p>What {@link #add} and {@link #forget} did survives the death of the process, each as a whole. One thread writes; any
 * number may search meanwhile. All methods throw {@link dev.tagma.spi.store.StoreException} when the index fails.
 */
public interface SearchIndex extends AutoCloseable {

    /** Until where a conversation has been taken in: what came with its last portion. */
    Optional<String> position(Origin origin);

    /**
     * Takes in entries and remembers how far they reach. An entry whose cursor is there already is not taken in twice. What
     * a session holds is its own: a foreign conversation of the same name is forgotten.
     */
    void add(Origin origin, List<TranscriptPage.Entry> entries, String position);

    /** Whether the conversation of that name is one that a session of any tenant holds or has held, forgotten or not. */
    boolean held(Origin.Foreign conversation);

    /** Whose entries there are, and until where each has been taken in. */
    Map<Origin, String> positions();

    /** Drops all that was said there. Nothing happens where nothing is. */
    void forget(Origin origin);

    /** Drops what was said in one of its conversations; its position stays. */
    void forget(Origin.Own origin, String conversation);

    /** Up to which event of the tenant sessions have been looked at; none before the first time. */
    Optional<Long> reached(TenantId tenant);

    void reached(TenantId tenant, long sequence);

    /** Entries in which everything occurs that is searched for, newest first. */
    List<SearchHit> search(SearchQuery query);

    /** Ends when the work in hand is done. */
    @Override
    void close();
}
