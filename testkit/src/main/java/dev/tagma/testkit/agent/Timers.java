package dev.tagma.testkit.agent;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does things later. */
final class Timers {

    /** Something that is to be done later, unless it is called off. */
    @FunctionalInterface
    interface Pending {
        void callOff();
    }

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("timers").daemon().factory());

    Pending after(Duration delay, Runnable work) {
        var future = executor.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> future.cancel(false);
    }
}
