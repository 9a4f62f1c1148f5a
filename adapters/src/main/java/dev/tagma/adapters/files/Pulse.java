package dev.tagma.adapters.files;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

    /** Looks now and after every beat until what is found is {@code settled} or the time is up; returns the last find. */
    public <T> T until(Supplier<T> look, Predicate<T> settled, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = count();
            T found = look.get();
            long left = deadline - System.nanoTime();
            if (settled.test(found) || left <= 0 || Thread.currentThread().isInterrupted()) {
                return found;
            }
            await(before, Duration.ofNanos(left));
        }
    }
}
