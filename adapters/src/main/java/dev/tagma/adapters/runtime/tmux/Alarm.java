package dev.tagma.adapters.runtime.tmux;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs short tasks once, after a while, on one thread of its own; none any more after it is closed. */
final class Alarm implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("tmux-alarm").factory(), new ThreadPoolExecutor.DiscardPolicy());

    void in(Duration delay, Runnable task) {
        Future<?> ignored = executor.schedule(() -> run(task), Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            System.getLogger(Alarm.class.getName()).log(System.Logger.Level.ERROR, "A timed task failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
