package dev.tagma.cli.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Lets a thread tidy up when the process is told to end: it is interrupted, and the process waits for it. */
public final class Interruption implements AutoCloseable {

    /** Stopping agents takes seconds; what takes longer hangs, and the person has asked to be let go. */
    private static final long LIMIT_SECONDS = 60;

    private final CountDownLatch tidy = new CountDownLatch(1);
    private final Thread hook;

    /** Of the calling thread. */
    public Interruption() {
        Thread working = Thread.currentThread();
        hook = Thread.ofPlatform().name("interruption").unstarted(() -> {
            working.interrupt();
            await();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        try {
            tidy.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the process is ending, this does not return: its exit code is the signal's. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            tidy.countDown();
            while (true) {
                LockSupport.park();
            }
        }
    }
}
