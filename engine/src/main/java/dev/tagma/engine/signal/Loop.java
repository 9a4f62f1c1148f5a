package dev.tagma.engine.signal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes one step after the other on a virtual thread of its own until it is closed. Whatever a step throws is logged and
 * ends that step alone: the thread is the only one that does its work, and nobody would miss it before it is needed.
 */
public final class Loop implements AutoCloseable {

    /** One round of the work; it waits by itself for something to do, and is interrupted when the loop is closed. */
    @FunctionalInterface
    public interface Step {
        void take() throws InterruptedException;
    }

    private static final System.Logger LOG = System.getLogger(Loop.class.getName());

    /** After a step that threw: one that fails at once and always must neither fill the log nor take a core. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Step step;
    private final Duration pause;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    public Loop(String name, Step step) {
        this(name, step, PAUSE);
    }

    Loop(String name, Step step, Duration pause) {
        this.step = step;
        this.pause = pause;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Begins; to be called once. */
    public void open() {
        thread.start();
    }

    /** Whether the caller is the loop's own thread. */
    public boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** No step begins after this one, which is interrupted. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }

    private void run() {
        while (!isClosed()) {
            survive();
        }
    }

    private void survive() {
        try {
            takeOne();
        } catch (Throwable beyondTheLog) {
            // Out of memory even for the log; by the next step others may have given some back.
            return;
        }
    }

    private void takeOne() {
        try {
            step.take();
        } catch (InterruptedException interrupted) {
            // Only close() ends the loop; who else interrupts a step has ended that step.
            return;
        } catch (Throwable failed) {
            if (!isClosed()) {
                LOG.log(System.Logger.Level.ERROR, thread.getName() + ": a step failed; it goes on", failed);
                rest();
            }
        }
    }

    private void rest() {
        try {
            if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            // The step left its interruption behind, or the loop is closed: the loop's condition tells.
            return;
        }
    }
}
