package dev.tagma.spi.store;

import dev.tagma.core.event.Event;
import java.util.List;
import java.util.function.Function;

/**
 * Durable state and its event log.
 *
 * <p>{@link #write} runs the work in a transaction and returns when it is durable: it then survives the death of this
 * process. Works are run one at a time in the order of their calls; many callers' works may share one commit. A work
 * that throws leaves no trace, and its exception reaches its caller. Works and queries must not call the store again,
 * which throws {@link IllegalStateException}, and must not block on anything else. All methods throw
 * {@link StoreException} when the store fails (disk full, unreadable) and after {@link #close}.
 */
public interface Store extends AutoCloseable {

    <T> T write(Function<Writes, T> work);

    /** As {@link #write}, and what it wrote survives a loss of power too; it waits for the disk. */
    <T> T writeThrough(Function<Writes, T> work);

    /** Runs the query on a consistent state that contains every write that returned before the call. */
    <T> T read(Function<Reads, T> query);

    /**
     * Tells the listener of the events that are committed from now on, in commit order, from one thread. They can be read
     * by then. A listener that is slow or throws is its own loss alone. Closing the subscription ends that.
     */
    Subscription subscribe(EventListener listener);

    /** Ends once all works that were handed in are durable. Harmless when repeated. */
    @Override
    void close();

    /** Receives what has been committed. */
    @FunctionalInterface
    interface EventListener {
        void committed(List<Event> events);
    }

    /** Ends with {@link #close}, which never throws. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
