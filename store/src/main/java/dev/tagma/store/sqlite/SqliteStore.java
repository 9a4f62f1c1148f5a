package dev.tagma.store.sqlite;

import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import dev.tagma.store.codec.StoreCodec;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * The store in one SQLite file, in WAL mode. Opening it takes the same time however long its log is.
 *
 * <p>Beside the file lie {@code -wal} and {@code -shm}, which belong to it, and {@code -lock}, which may be deleted while
 * no daemon runs.
 */
public final class SqliteStore implements Store {

    private final Readers readers;
    private final Subscribers subscribers;
    private final Writer writer;
    private final Link link;
    private final Link lock;

    /** Bound while a work or a query of this store runs. */
    private final ScopedValue<String> inside = ScopedValue.newInstance();

    /**
     * What can be chosen.
     *
     * @param readers how many queries may run at the same time
     */
    public record Options(Sync sync, int readers) {

        public static final Options DEFAULT = new Options(Sync.NORMAL, 4);

        public Options {
            if (readers < 1) {
                throw new IllegalArgumentException(
                        "A store with " + readers + " readers cannot be read; use 1 or more");
            }
        }
    }

    /** What every commit survives. */
    public enum Sync {
        /** The death of the process. After a loss of power the last moments may be missing; what is there is whole. */
        NORMAL,
        /** The loss of power too, at the price of a wait for the disk at each commit. */
        FULL
    }

    /**
     * Opens the file, or makes it.
     *
     * @param checkpoint is reached around each commit as {@code store.commit.before} and {@code store.commit.after}
     * @throws dev.tagma.spi.store.StoreException when the file is unreadable, of a newer version, of another program or
     *     in use by another store; it is left as it is
     */
    public SqliteStore(Path file, Options options, Checkpoint checkpoint) {
        StoreFiles files = new StoreFiles(file.toAbsolutePath());
        Database database = new Database(files.database());
        StoreCodec codec = new StoreCodec();
        files.prepareLock();
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            this.lock = database.lock(files.lock());
            opened.push(lock);
            this.link = database.openWriter(files.prepare(), new Migrations());
            opened.push(link);
            this.readers = new Readers(database, codec, options.readers());
            this.subscribers =
                    new Subscribers((position, limit) -> readers.read(reads -> reads.committedAfter(position, limit)));
            this.writer = new Writer(
                    link,
                    new SqliteWrites(link, codec),
                    files,
                    new SyncMode(link, options.sync() == Sync.FULL),
                    checkpoint,
                    subscribers::publish);
            files.opened();
        } catch (RuntimeException e) {
            closeAll(opened, e);
            throw e;
        }
        writer.start();
    }

    @Override
    public <T> T write(Function<Writes, T> work) {
        return write(work, false);
    }

    @Override
    public <T> T writeThrough(Function<Writes, T> work) {
        return write(work, true);
    }

    private <T> T write(Function<Writes, T> work, boolean throughPowerLoss) {
        requireOutside();
        return writer.write(new Pending<>(
                writes -> ScopedValue.where(inside, "work").call(() -> work.apply(writes)), throughPowerLoss));
    }

    @Override
    public <T> T read(Function<Reads, T> query) {
        requireOutside();
        return readers.read(reads -> ScopedValue.where(inside, "query").call(() -> query.apply(reads)));
    }

    @Override
    public Subscription subscribe(EventListener listener) {
        return subscribers.add(listener);
    }

    /** Ends once all that was handed in is written. */
    @Override
    public void close() {
        requireOutside();
        writer.close();
        subscribers.close();
        readers.close();
        // The last to close moves what is left in the log into the database; queries' connections may not.
        link.close();
        lock.close();
    }

    /** A call from within would wait for itself. */
    private void requireOutside() {
        if (inside.isBound()) {
            throw new IllegalStateException(
                    "A " + inside.get() + " must not call the store again; use what it was given");
        }
    }

    private static void closeAll(Deque<AutoCloseable> opened, RuntimeException failure) {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
