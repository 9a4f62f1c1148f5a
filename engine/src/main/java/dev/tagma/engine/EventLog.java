package dev.tagma.engine;

import dev.tagma.core.event.Event;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The events of a tenant, past and coming, without gap or repeat. */
public interface EventLog {

    /** Opens a reader behind the sequence; {@link Reader#gap} tells at once when the next ones are no longer kept. */
    Reader after(TenantId tenant, Optional<SessionId> session, long sequence);

    /** The sequence of the newest event. */
    long newest(TenantId tenant);

    /** Reads on, one thread at a time. */
    interface Reader extends AutoCloseable {

        /** The next events in order, at most {@code limit}; empty when none came in {@code atMost}. */
        List<Event> next(int limit, Duration atMost) throws InterruptedException;

        /** The range of sequences that were pruned before they could be read, once; none when there is no gap. */
        Optional<Gap> gap();

        @Override
        void close();
    }

    /** Events from {@code from} to {@code to}, both included, are no longer kept. */
    record Gap(long from, long to) {}
}
