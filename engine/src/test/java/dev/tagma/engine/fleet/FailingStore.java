package dev.tagma.engine.fleet;

import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import dev.tagma.spi.store.Writes;
import java.util.function.Function;

/** A store whose disk is full for as long as the test says, while what is there can be read, or which cannot be read. */
final class FailingStore implements Store {

    private final Store store;
    private volatile boolean full;
    private volatile boolean unreadable;

    FailingStore(Store store) {
        this.store = store;
    }

    void full(boolean isSo) {
        full = isSo;
    }

    void unreadable(boolean isSo) {
        unreadable = isSo;
    }

    private void refuse() {
        if (full) {
            throw new StoreException("the disk is full");
        }
    }

    @Override
    public <T> T write(Function<Writes, T> work) {
        refuse();
        return store.write(work);
    }

    @Override
    public <T> T writeThrough(Function<Writes, T> work) {
        refuse();
        return store.writeThrough(work);
    }

    @Override
    public <T> T read(Function<Reads, T> query) {
        if (unreadable) {
            throw new StoreException("the disk is gone");
        }
        return store.read(query);
    }

    @Override
    public Subscription subscribe(EventListener listener) {
        return store.subscribe(listener);
    }

    @Override
    public void close() {
        store.close();
    }
}
