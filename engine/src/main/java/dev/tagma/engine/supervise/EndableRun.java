package dev.tagma.engine.supervise;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Work that others may want ended: as long as anybody does, none begins, and what runs is interrupted. */
final class EndableRun {

    /** What can be interrupted. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }

    /** That somebody wants it ended, until it is withdrawn; that may be done again. */
    @FunctionalInterface
    interface Wish {
        void withdraw();
    }

    private int wishes;
    private boolean interrupted;
    private @Nullable Thread running;

    /** What the work gives; none where it was ended, or not begun. One at a time. */
    <T> Optional<T> run(Work<T> work) throws InterruptedException {
        if (!begin()) {
            return Optional.empty();
        }
        Optional<T> result = Optional.empty();
        try {
            result = Optional.of(work.run());
        } catch (InterruptedException ended) {
            if (!over()) {
                throw ended;
            }
        } finally {
            over();
        }
        return result;
    }

    /** Wants it ended until the wish is withdrawn. */
    synchronized Wish end() {
        wishes++;
        if (running != null) {
            interrupted = true;
            running.interrupt();
        }
        var open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                less();
            }
        };
    }

    private synchronized void less() {
        wishes--;
    }

    private synchronized boolean begin() {
        if (wishes > 0) {
            return false;
        }
        interrupted = false;
        running = Thread.currentThread();
        return true;
    }

    /** From then on nobody interrupts it, and no interrupt is left for what its thread does next; says whether one came. */
    private synchronized boolean over() {
        if (running != null && interrupted) {
            Thread.interrupted();
        }
        running = null;
        return interrupted;
    }
}
