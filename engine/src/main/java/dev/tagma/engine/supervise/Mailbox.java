package dev.tagma.engine.supervise;

import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.signal.Loop;
import dev.tagma.spi.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the work of one session on one thread, in order, and a recheck when it is due. Posted work that fails because the
 * store fails is tried again until it succeeds: what the agent showed must not be lost because a disk was full for a
 * while. Whatever else work throws is reported, and the next goes on. Nobody who asked waits for longer than it is open.
 */
final class Mailbox implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

    /** How long to wait for a failing store before the same work is tried again. */
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private static final Duration FOREVER = Duration.ofDays(1);

    /** Somebody who waits for an answer. */
    private static final class Asked {

        private final Consumer<Problem> failed;

        Asked(Consumer<Problem> failed) {
            this.failed = failed;
        }

        void letGo() {
            failed.accept(new Problem(
                    ProblemCode.UNAVAILABLE,
                    "The session was let go meanwhile: it was removed, or the daemon ends. Ask again"));
        }
    }

    private final String name;
    private final Clock clock;
    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final Set<Asked> asked = ConcurrentHashMap.newKeySet();
    private final Consumer<StoreException> storeFails;
    private final Loop loop;
    private volatile Optional<Instant> recheckAt = Optional.empty();

    /**
     * A mailbox that is not open yet.
     *
     * @param name of the thread, and for people who read the log
     * @param storeFails told, on the thread, each time posted work has to wait for the store
     */
    Mailbox(String name, Clock clock, Runnable recheck, Consumer<StoreException> storeFails) {
        this.name = name;
        this.clock = clock;
        this.storeFails = storeFails;
        this.loop = new Loop(name, () -> takeNext(recheck));
    }

    void open() {
        loop.open();
    }

    /** Runs the work after all that was posted before. */
    void post(Runnable task) {
        work.add(task);
    }

    /**
     * Runs the work after all that was posted before, and gives its result or its exception.
     *
     * @throws Problem when the mailbox is closed before that
     */
    <T extends @Nullable Object> T ask(Supplier<T> task) {
        if (loop.isCurrent()) {
            return task.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        Asked waits = new Asked(answer::completeExceptionally);
        asked.add(waits);
        work.add(() -> {
            try {
                answer.complete(task.get());
            } catch (RuntimeException | Error failed) {
                answer.completeExceptionally(failed);
            }
        });
        if (loop.isClosed()) {
            waits.letGo();
        }
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        } finally {
            asked.remove(waits);
        }
    }

    /** When to run the recheck if nothing else happens; called on the mailbox's own thread. */
    void recheckAt(Optional<Instant> at) {
        recheckAt = at;
    }

    @Override
    public void close() {
        loop.close();
        asked.forEach(Asked::letGo);
    }

    private void takeNext(Runnable recheck) throws InterruptedException {
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

    private void attempt(Runnable task) throws InterruptedException {
        boolean waited = false;
        while (!loop.isClosed()) {
            try {
                task.run();
                if (waited) {
                    // What was thought of meanwhile is to be thought of anew.
                    recheckAt = Optional.of(clock.instant());
                }
                return;
            } catch (StoreException failed) {
                LOG.log(System.Logger.Level.WARNING, name + " waits for the store", failed);
                waited = true;
                storeFails.accept(failed);
                pause();
            } catch (RuntimeException | Error failed) {
                LOG.log(System.Logger.Level.ERROR, name + " could not handle what happened", failed);
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
