package dev.tagma.adapters.files;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes threads that wait for something to be seen; a beat between looking and waiting is not missed. */
public final class Pulse {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition beat = lock.newCondition();
    private long beats;

    public long count() {
        lock.lock();
        try {
            return beats;
        } finally {
            lock.unlock();
        }
    }

    public void beat() {
        lock.lock();
        try {
            beats++;
            beat.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a beat after the {@code seen}th, at most so long; an interrupted wait ends at once. */
    public void await(long seen, Duration atMost) {
        long nanos = TimeUnit.NANOSECONDS.convert(atMost);
        lock.lock();
        try {
            while (beats == seen && nanos > 0) {
                nanos = beat.awaitNanos(nanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
