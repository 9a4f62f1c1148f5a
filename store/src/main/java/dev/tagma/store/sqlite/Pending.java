package dev.tagma.store.sqlite;

import dev.tagma.spi.store.Writes;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One caller's work on its way through the writer, and what became of it. */
final class Pending<T> {

    private final Function<Writes, T> work;
    private final boolean throughPowerLoss;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;

    Pending(Function<Writes, T> work, boolean throughPowerLoss) {
        this.work = work;
        this.throughPowerLoss = throughPowerLoss;
    }

    boolean throughPowerLoss() {
        return throughPowerLoss;
    }

    /** Runs the work and keeps its result; what it throws is the caller's to handle. */
    void run(Writes writes) {
        result = work.apply(writes);
    }

    void failWith(Throwable cause) {
        failure = cause;
    }

    boolean failed() {
        return failure != null;
    }

    /** Lets the caller go. */
    void release() {
        done.countDown();
    }

    /**
     * Waits for the outcome. An interrupt does not end the wait, because the work will be committed all the same and its
     * caller must learn so; the wait is as short as a commit.
     */
    T await() {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome();
    }

    @SuppressWarnings("NullAway") // the result is what the work returned, null only where T allows it
    private T outcome() {
        switch (failure) {
            case null -> {
                return result;
            }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException("A work threw a checked exception", e);
        }
    }
}
