package dev.tagma.engine.log;

import dev.tagma.core.event.Event;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.EventLog;
import dev.tagma.engine.signal.Signal;
import dev.tagma.spi.store.Reads.EventRange;
import dev.tagma.spi.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the log from the store and waits for the store's commits: a notification is a hint, reading the store is always
 * sufficient. Nothing is buffered per subscriber, so a slow one costs nothing.
 */
public final class EventFeed implements EventLog, AutoCloseable {

    private final Store store;
    private final Map<TenantId, Tail> tails = new ConcurrentHashMap<>();
    private final Store.Subscription subscription;

    public EventFeed(Store store) {
        this.store = store;
        this.subscription = store.subscribe(this::committed);
    }

    @Override
    public Reader after(TenantId tenant, Optional<SessionId> session, long sequence) {
        return new StoreReader(tenant, session, sequence);
    }

    @Override
    public long newest(TenantId tenant) {
        return store.read(reads -> reads.eventRange(tenant)).newest();
    }

    @Override
    public void close() {
        subscription.close();
        tails.values().forEach(tail -> tail.signal.raise());
    }

    private void committed(List<Event> events) {
        for (Event event : events) {
            Tail tail = tail(event.tenant());
            tail.newest = Math.max(tail.newest, event.sequence());
        }
        events.stream()
                .map(Event::tenant)
                .distinct()
                .forEach(tenant -> tail(tenant).signal.raise());
    }

    private Tail tail(TenantId tenant) {
        return tails.computeIfAbsent(tenant, ignored -> new Tail());
    }

    private static final class Tail {
        private final Signal signal = new Signal();
        private volatile long newest;
    }

    private final class StoreReader implements Reader {

        private final TenantId tenant;
        private final Optional<SessionId> session;
        private final Tail tail;
        private long last;

        StoreReader(TenantId tenant, Optional<SessionId> session, long last) {
            this.tenant = tenant;
            this.session = session;
            this.tail = tail(tenant);
            this.last = last;
        }

        @Override
        public List<Event> next(int limit, Duration atMost) throws InterruptedException {
            Instant deadline = Instant.ofEpochSecond(0, System.nanoTime()).plus(atMost);
            while (true) {
                long seen = tail.signal.version();
                List<Event> events = store.read(reads -> reads.events(tenant, session, last, limit));
                if (!events.isEmpty()) {
                    last = events.getLast().sequence();
                    return events;
                }
                Duration left = Duration.between(Instant.ofEpochSecond(0, System.nanoTime()), deadline);
                if (left.isNegative() || left.isZero() || !tail.signal.await(seen, left)) {
                    return List.of();
                }
            }
        }

        @Override
        public Optional<Gap> gap() {
            EventRange range = store.read(reads -> reads.eventRange(tenant));
            if (last + 1 >= range.oldest()) {
                return Optional.empty();
            }
            Gap gap = new Gap(last + 1, range.oldest() - 1);
            last = range.oldest() - 1;
            return Optional.of(gap);
        }

        @Override
        public void close() {
            // Nothing is held for a reader.
        }
    }
}
