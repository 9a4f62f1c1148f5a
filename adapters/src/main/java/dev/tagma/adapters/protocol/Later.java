package dev.tagma.adapters.protocol;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs things after a while, each on a thread of its own: what one of them waits for delays no other. */
public final class Later implements AutoCloseable {

    private final ScheduledExecutorService timer;
    private final Thread.Builder threads;

    /** @param name begins the names of the threads */
    public Later(String name) {
        this.timer = Executors.newScheduledThreadPool(
                1, Thread.ofVirtual().name(name + "-timer").factory());
        this.threads = Thread.ofVirtual().name(name + "-", 0);
    }

    /** Cancelling what is returned keeps what has not begun from beginning. */
    public Future<?> in(Duration pause, Runnable what) {
        return timer.schedule(
                () -> {
                    Thread _ = threads.start(what);
                },
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The same for what is never cancelled. */
    public void after(Duration pause, Runnable what) {
        Future<?> _ = in(pause, what);
    }

    /** What has not begun never will. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
