package dev.tagma.store.sqlite;

import dev.tagma.spi.store.StoreException;
import dev.tagma.store.codec.StoreCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** A few connections for queries. Each query sees one state: that of its first look. */
final class Readers implements AutoCloseable {

    private record Reader(Link link, SqliteReads reads) {}

    private final Database database;
    private final StoreCodec codec;
    private final int most;
    private final Semaphore free;

    /** Guarded by itself. */
    private final Deque<Reader> idle = new ArrayDeque<>();

    private volatile boolean closed;

    Readers(Database database, StoreCodec codec, int most) {
        this.database = database;
        this.codec = codec;
        this.most = most;
        this.free = new Semaphore(most);
    }

    <T> T read(Function<? super SqliteReads, T> query) {
        free.acquireUninterruptibly();
        try {
            if (closed) {
                throw new StoreException("The store is closed");
            }
            Reader reader = take();
            boolean sound = false;
            try {
                reader.link().run("BEGIN");
                T result = query.apply(reader.reads());
                reader.link().run("COMMIT");
                sound = true;
                return result;
            } finally {
                giveBack(reader, sound);
            }
        } finally {
            free.release();
        }
    }

    /** Waits for the queries that run. */
    @Override
    public void close() {
        closed = true;
        free.acquireUninterruptibly(most);
        try {
            idle.forEach(reader -> reader.link().close());
            idle.clear();
        } finally {
            free.release(most);
        }
    }

    private Reader take() {
        synchronized (idle) {
            Reader known = idle.poll();
            if (known != null) {
                return known;
            }
        }
        Link link = database.openReader();
        return new Reader(link, new SqliteReads(link, codec));
    }

    private void giveBack(Reader reader, boolean sound) {
        if (!sound) {
            reader.link().recovered();
        }
        synchronized (idle) {
            idle.push(reader);
        }
    }
}
