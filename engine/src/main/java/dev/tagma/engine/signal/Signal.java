package dev.tagma.engine.signal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes whoever waits for something to change; a change between looking and waiting is not missed. */
public final class Signal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private long version;

    /** Read before looking; given to {@link #await} afterwards. */
    public long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    public void raise() {
        lock.lock();
        try {
            version++;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the version is not {@code seen} any more, at most so long. */
    public boolean await(long seen, Duration atMost) throws InterruptedException {
        long nanos = TimeUnit.NANOSECONDS.convert(atMost);
        lock.lock();
        try {
            while (version == seen) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = raised.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
