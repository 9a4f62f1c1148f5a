package dev.tagma.engine.supervise;

import dev.tagma.spi.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the work of one session on one thread, in order, and a recheck when it is due. Work that fails because the store
 * fails is tried again until it succeeds: what the agent showed must not be lost because a disk was full for a while.
 */
final class Mailbox implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

    /** How long to wait for a failing store before the same work is tried again. */
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private static final Duration FOREVER = Duration.ofDays(1);

    private final String name;
    private final Clock clock;
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<Instant> recheckAt = Optional.empty();

    Mailbox(String name, Clock clock, Runnable recheck) {
        this.name = name;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("session-" + name).unstarted(() -> run(recheck));
    }

    void open() {
        thread.start();
    }

    /** Runs the work after all that was posted before. */
    void post(Runnable task) {
        work.add(task);
    }

    /** Runs the work after all that was posted before, and gives its result or its exception. */
    <T extends @Nullable Object> T ask(Supplier<T> task) {
        if (Thread.currentThread().equals(thread)) {
            return task.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        work.add(() -> {
            try {
                answer.complete(task.get());
            } catch (RuntimeException | Error failed) {
                answer.completeExceptionally(failed);
            }
        });
        if (closed) {
            answer.completeExceptionally(new IllegalStateException("Session " + name + " is being let go"));
        }
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** When to run the recheck if nothing else happens; called on the mailbox's own thread. */
    void recheckAt(Optional<Instant> at) {
        recheckAt = at;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run(Runnable recheck) {
        try {
            while (!closed) {
                Duration pause = recheckAt
                        .map(at -> Duration.between(clock.instant(), at))
                        .filter(until -> until.compareTo(FOREVER) < 0)
                        .orElse(FOREVER);
                Runnable next = work.poll(Math.max(0, pause.toNanos()), TimeUnit.NANOSECONDS);
                if (next == null) {
                    recheckAt = Optional.empty();
                    next = recheck;
                }
                attempt(next);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Runnable task) throws InterruptedException {
        while (!closed) {
            try {
                task.run();
                return;
            } catch (StoreException failed) {
                LOG.log(System.Logger.Level.WARNING, "Session " + name + " waits for the store", failed);
                pause();
            } catch (RuntimeException failed) {
                LOG.log(System.Logger.Level.ERROR, "Session " + name + " could not handle what happened", failed);
                return;
            }
        }
    }

    private void pause() throws InterruptedException {
        LockSupport.parkNanos(STORE_PAUSE.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
