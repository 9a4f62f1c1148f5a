package dev.tagma.server;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A log in memory that keeps the promises of {@link EventLog}, and can be pruned. */
final class FakeEventLog implements EventLog {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final List<Event> events = new ArrayList<>();
    private final AtomicInteger openReaders = new AtomicInteger();
    private long newest;

    /** Appends an event and gives its sequence. */
    long append(Optional<SessionId> session, EventData data) {
        lock.lock();
        try {
            newest++;
            events.add(new Event(TenantId.DEFAULT, newest, Instant.parse("2026-11-20T10:00:00Z"), session, data));
            appended.signalAll();
            return newest;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all events up to this sequence. */
    void pruneTo(long sequence) {
        lock.lock();
        try {
            events.removeIf(event -> event.sequence() <= sequence);
        } finally {
            lock.unlock();
        }
    }

    int openReaders() {
        return openReaders.get();
    }

    @Override
    public Reader after(TenantId tenant, Optional<SessionId> session, long sequence) {
        openReaders.incrementAndGet();
        return new MemoryReader(session, sequence);
    }

    @Override
    public long newest(TenantId tenant) {
        lock.lock();
        try {
            return newest;
        } finally {
            lock.unlock();
        }
    }

    private final class MemoryReader implements Reader {

        private final Optional<SessionId> session;
        private long last;

        MemoryReader(Optional<SessionId> session, long last) {
            this.session = session;
            this.last = last;
        }

        @Override
        public List<Event> next(int limit, Duration atMost) throws InterruptedException {
            long left = atMost.toNanos();
            lock.lockInterruptibly();
            try {
                while (true) {
                    List<Event> found = events.stream()
                            .filter(event -> event.sequence() > last)
                            .filter(event -> session.isEmpty() || session.equals(event.session()))
                            .limit(limit)
                            .toList();
                    if (!found.isEmpty()) {
                        last = found.getLast().sequence();
                        return found;
                    }
                    if (left <= 0) {
                        return List.of();
                    }
                    left = appended.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<Gap> gap() {
            lock.lock();
            try {
                long oldest = events.isEmpty() ? newest + 1 : events.getFirst().sequence();
                if (last + 1 >= oldest) {
                    return Optional.empty();
                }
                Gap gap = new Gap(last + 1, oldest - 1);
                last = oldest - 1;
                return Optional.of(gap);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            openReaders.decrementAndGet();
        }
    }
}
