package dev.tagma.store.sqlite;

import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The one thread that writes. It commits as soon as it has something, together with what queued up meanwhile; each work
 * runs in a savepoint of its own.
 */
final class Writer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Writer.class.getName());

    /** Bounds how long the first of a batch waits for the last; a full batch takes some ten milliseconds. */
    private static final int MOST_IN_A_BATCH = 256;

    private final Link link;
    private final SqliteWrites writes;
    private final StoreFiles files;
    private final SyncMode sync;
    private final Checkpoint checkpoint;
    private final Consumer<List<Committed>> committed;
    private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>();
    private final Pending<Object> end = new Pending<>(writes -> "the end", false);
    private final Thread thread;

    /** Guarded by the queue, so that nothing is put behind the end. */
    private boolean closed;

    Writer(
            Link link,
            SqliteWrites writes,
            StoreFiles files,
            SyncMode sync,
            Checkpoint checkpoint,
            Consumer<List<Committed>> committed) {
        this.link = link;
        this.writes = writes;
        this.files = files;
        this.sync = sync;
        this.checkpoint = checkpoint;
        this.committed = committed;
        this.thread = Thread.ofPlatform().name("store-writer").daemon().unstarted(this::serve);
    }

    void start() {
        thread.start();
    }

    <T> T write(Pending<T> pending) {
        synchronized (queue) {
            if (closed) {
                throw new StoreException("The store " + files.database() + " is closed");
            }
            queue.add(pending);
        }
        return pending.await();
    }

    /** Ends once everything that was handed in before is written. */
    @Override
    public void close() {
        synchronized (queue) {
            if (!closed) {
                closed = true;
                queue.add(end);
            }
        }
        end.await();
    }

    private void serve() {
        List<Pending<?>> batch = new ArrayList<>();
        boolean ended = false;
        while (!ended) {
            batch.clear();
            batch.add(take());
            queue.drainTo(batch, MOST_IN_A_BATCH - 1);
            ended = batch.remove(end);
            if (!batch.isEmpty()) {
                commit(batch);
                batch.forEach(Pending::release);
            }
        }
        end.release();
    }

    private Pending<?> take() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                // Nobody outside knows this thread; it ends by close() alone.
            }
        }
    }

    private void commit(List<Pending<?>> batch) {
        List<Committed> events = new ArrayList<>();
        try {
            sync.prepare(batch.stream().anyMatch(Pending::throughPowerLoss));
            link.run("BEGIN IMMEDIATE");
            for (Pending<?> pending : batch) {
                events.addAll(run(pending));
            }
            if (batch.stream().allMatch(Pending::failed)) {
                rollBack();
                return;
            }
            checkpoint.reached("store.commit.before");
            files.requirePresent();
            link.run("COMMIT");
        } catch (Throwable failure) {
            rollBack();
            batch.forEach(pending -> pending.failWith(failure));
            return;
        }
        announce(events);
    }

    /** It is done: whatever goes wrong from here on must not make a caller believe that it is not. */
    private void announce(List<Committed> events) {
        try {
            checkpoint.reached("store.commit.after");
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "The checkpoint after a commit failed; the commit stands", e);
        }
        committed.accept(events);
    }

    private List<Committed> run(Pending<?> pending) {
        link.run("SAVEPOINT work");
        try {
            pending.run(writes);
        } catch (Throwable failure) {
            pending.failWith(failure);
        }
        // An error of the store itself may have ended the transaction, and its work may have swallowed it.
        link.failure().ifPresent(failure -> {
            throw failure;
        });
        if (pending.failed()) {
            writes.undone();
            link.run("ROLLBACK TO work");
        }
        link.run("RELEASE work");
        return writes.takeAppended();
    }

    private void rollBack() {
        writes.undone();
        link.recovered();
    }
}
