package dev.tagma.engine.search;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is to be read next. A session is in it once, however much it says: what waits is bounded by what there is. */
final class Todo implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition finished = lock.newCondition();

    /** Sessions that have said something. */
    private final Map<SessionId, TenantId> said = new HashMap<>();

    /** Sessions that may have said something, of which nobody needs to know before somebody searches. */
    private final Map<SessionId, TenantId> perhaps = new HashMap<>();

    /** Sessions that could not be read when they were to be; they are with the next that is. */
    private final Map<SessionId, TenantId> missed = new HashMap<>();

    private final Map<TenantId, Long> reached = new HashMap<>();
    private boolean foreign;
    private long demanded;
    private long served;

    /** The last demand that is not waited for any longer, as it could not be met. */
    private long failed;

    private boolean closed;

    /**
     * What is read in one go.
     *
     * @param reached the events that are told of by then
     * @param demand the last demand that is met by it
     */
    record Round(Map<SessionId, TenantId> sessions, Map<TenantId, Long> reached, boolean foreign, long demand) {

        Round {
            sessions = Map.copyOf(sessions);
            reached = Map.copyOf(reached);
        }
    }

    void add(TenantId tenant, SessionId session, boolean certainly) {
        locked(() -> {
            if (certainly) {
                said.put(session, tenant);
                news.signal();
            }
            // What is recorded a moment after the event is found when somebody searches.
            perhaps.put(session, tenant);
        });
    }

    void reached(TenantId tenant, long sequence) {
        locked(() -> reached.merge(tenant, sequence, Math::max));
    }

    /** Waits until all that is demanded now has been read, at most so long; tells whether it has. */
    boolean demand(boolean foreignToo, Duration atMost) {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            said.putAll(perhaps);
            perhaps.clear();
            foreign |= foreignToo;
            long mine = ++demanded;
            news.signal();
            while (served < mine && failed < mine && !closed) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = finished.awaitNanos(nanos);
            }
            return served >= mine;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to do. */
    Round next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (said.isEmpty() && Math.max(served, failed) == demanded) {
                news.await();
            }
            said.putAll(missed);
            missed.clear();
            Round round = new Round(said, reached, foreign, demanded);
            said.clear();
            foreign = false;
            return round;
        } finally {
            lock.unlock();
        }
    }

    /** Sessions that have said something meanwhile; no demand is met by them. */
    Optional<Round> urgent() {
        lock.lock();
        try {
            if (said.isEmpty()) {
                return Optional.empty();
            }
            said.putAll(missed);
            missed.clear();
            Round round = new Round(said, reached, false, served);
            said.clear();
            return Optional.of(round);
        } finally {
            lock.unlock();
        }
    }

    void done(Round round) {
        locked(() -> {
            served = Math.max(served, round.demand());
            finished.signalAll();
        });
    }

    /** What is in the round was not begun: it is with the next, and whoever demanded it waits on. */
    void again(Round round) {
        locked(() -> {
            said.putAll(round.sessions());
            foreign |= round.foreign();
        });
    }

    /** They could not be read now: they are with the next that is. */
    void missed(Map<SessionId, TenantId> sessions) {
        locked(() -> missed.putAll(sessions));
    }

    /** The round came to its end, but not all of it could be read: whoever demanded it is told so. */
    void incomplete(Round round) {
        locked(() -> {
            failed = Math.max(failed, round.demand());
            finished.signalAll();
        });
    }

    /** What is in the round is as unread as before, and whoever demanded it is told so. */
    void failed(Round round) {
        locked(() -> {
            missed.putAll(round.sessions());
            failed = Math.max(failed, round.demand());
            finished.signalAll();
        });
    }

    /** Nobody waits any longer. */
    @Override
    public void close() {
        locked(() -> {
            closed = true;
            finished.signalAll();
        });
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }
}
