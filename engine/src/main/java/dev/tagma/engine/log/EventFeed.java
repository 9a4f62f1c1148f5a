package dev.tagma.engine.log;

import dev.tagma.core.event.Event;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.EventLog;
import dev.tagma.engine.signal.Signal;
import dev.tagma.spi.store.Reads;
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
    private final Map<TenantId, Signal> news = new ConcurrentHashMap<>();
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
        news.values().forEach(Signal::raise);
    }

    private void committed(List<Event> events) {
        events.stream()
                .map(Event::tenant)
                .distinct()
                .forEach(tenant -> news(tenant).raise());
    }

    private Signal news(TenantId tenant) {
        return news.computeIfAbsent(tenant, ignored -> new Signal());
    }

    private final class StoreReader implements Reader {

        private final TenantId tenant;
        private final Optional<SessionId> session;
        private final Signal news;
        private long last;

        StoreReader(TenantId tenant, Optional<SessionId> session, long last) {
            this.tenant = tenant;
            this.session = session;
            this.news = news(tenant);
            this.last = last;
        }

        @Override
        public Portion next(int limit, Duration atMost) throws InterruptedException {
            Instant deadline = Instant.ofEpochSecond(0, System.nanoTime()).plus(atMost);
            while (true) {
                long seen = news.version();
                Portion portion = store.read(reads -> portion(reads, limit));
                last = portion.through();
                if (!portion.isEmpty()) {
                    return portion;
                }
                Duration left = Duration.between(Instant.ofEpochSecond(0, System.nanoTime()), deadline);
                if (left.isNegative() || left.isZero() || !news.await(seen, left)) {
                    return portion;
                }
            }
        }

        /** The range and the events are of one state of the store, so that no pruning fits between them. */
        private Portion portion(Reads reads, int limit) {
            EventRange range = reads.eventRange(tenant);
            Optional<Gap> gap =
                    last + 1 < range.oldest() ? Optional.of(new Gap(last + 1, range.oldest() - 1)) : Optional.empty();
            long from = gap.map(Gap::to).orElse(last);
            List<Event> events = reads.events(tenant, session, from, limit);
            // Fewer than were wanted are all there are: what comes after them is another session's.
            long through = events.size() == limit ? events.getLast().sequence() : Math.max(from, range.newest());
            return new Portion(gap, events, through);
        }

        @Override
        public void close() {
            // Nothing is held for a reader.
        }
    }
}
