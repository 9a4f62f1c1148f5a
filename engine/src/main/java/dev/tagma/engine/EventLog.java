package dev.tagma.engine;

import dev.tagma.core.event.Event;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The events of a tenant, past and coming, without gap or repeat. */
public interface EventLog {

    /** Opens a reader behind the sequence. */
    Reader after(TenantId tenant, Optional<SessionId> session, long sequence);

    /** The sequence of the newest event. */
    long newest(TenantId tenant);

    /** Reads on, one thread at a time. */
    interface Reader extends AutoCloseable {

        /**
         * What comes next, at once where there is something. Pruning never takes an event away between one portion and
         * the next unless the next one says so.
         *
         * @param limit the most events in it
         * @param atMost how long to wait for something; what is empty then still says how far the reader has come
         */
        Portion next(int limit, Duration atMost) throws InterruptedException;

        @Override
        void close();
    }

    /**
     * What a reader is given at once, read in one look at the log.
     *
     * @param gap what was pruned before it could be read; it precedes the events
     * @param events the next ones, in order
     * @param through how far the reader has come: nothing up to this sequence is still to be told
     */
    record Portion(Optional<Gap> gap, List<Event> events, long through) {

        public Portion {
            events = List.copyOf(events);
        }

        /** Whether there is nothing to tell but how far the reader has come. */
        public boolean isEmpty() {
            return gap.isEmpty() && events.isEmpty();
        }
    }

    /** Events from {@code from} to {@code to}, both included, are no longer kept. */
    record Gap(long from, long to) {}
}
