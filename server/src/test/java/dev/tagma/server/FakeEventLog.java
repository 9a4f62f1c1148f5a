package dev.tagma.server;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.EventLog;
import dev.tagma.engine.log.EventFeed;
import dev.tagma.spi.store.Retention;
import dev.tagma.testkit.fake.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine's log over a store in memory; it can be pruned and counts its readers. */
final class FakeEventLog implements EventLog {

    private static final Instant THEN = Instant.parse("2026-11-20T10:00:00Z");

    private final MemoryStore store = new MemoryStore();
    private final EventLog log = new EventFeed(store);
    private final AtomicInteger openReaders = new AtomicInteger();

    /** Appends an event and gives its sequence. */
    long append(Optional<SessionId> session, EventData data) {
        Event event = store.write(writes -> writes.append(TenantId.DEFAULT, session, THEN, data));
        return event.sequence();
    }

    /** Forgets all events up to this sequence. */
    void pruneTo(long sequence) {
        Retention retention = new Retention(Duration.ofDays(1), newest(TenantId.DEFAULT) - sequence, Long.MAX_VALUE);
        store.write(writes -> writes.pruneEvents(retention, THEN));
    }

    int openReaders() {
        return openReaders.get();
    }

    @Override
    public Reader after(TenantId tenant, Optional<SessionId> session, long sequence) {
        openReaders.incrementAndGet();
        return new CountedReader(log.after(tenant, session, sequence));
    }

    @Override
    public long newest(TenantId tenant) {
        return log.newest(tenant);
    }

    private final class CountedReader implements Reader {

        private final Reader reader;

        CountedReader(Reader reader) {
            this.reader = reader;
        }

        @Override
        public Portion next(int limit, Duration atMost) throws InterruptedException {
            return reader.next(limit, atMost);
        }

        @Override
        public void close() {
            reader.close();
            openReaders.decrementAndGet();
        }
    }
}
