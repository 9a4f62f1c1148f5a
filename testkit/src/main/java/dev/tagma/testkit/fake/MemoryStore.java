package dev.tagma.testkit.fake;

import dev.tagma.core.event.Event;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import dev.tagma.spi.store.Writes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** A store in memory, for tests: it keeps every promise of the port but durability. */
public final class MemoryStore implements Store {

    private final Checkpoint checkpoint;

    /** Guards everything below; works and queries run under it, one at a time. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final MemoryWrites state = new MemoryWrites();
    private final List<MemoryFeed> feeds = new ArrayList<>();
    private boolean closed;

    public MemoryStore() {
        this(Checkpoint.INERT);
    }

    /** @param checkpoint is reached around each commit, as in the real store; where it throws before, the work is undone */
    public MemoryStore(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    @Override
    public <T> T write(Function<Writes, T> work) {
        enter();
        try {
            T result = undoneOnFailure(work);
            List<Event> events = state.keep();
            checkpoint.reached("store.commit.after");
            if (!events.isEmpty()) {
                feeds.forEach(feed -> feed.offer(events));
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T writeThrough(Function<Writes, T> work) {
        return write(work);
    }

    private <T> T undoneOnFailure(Function<Writes, T> work) {
        boolean done = false;
        try {
            T result = work.apply(state);
            checkpoint.reached("store.commit.before");
            done = true;
            return result;
        } finally {
            if (!done) {
                state.takeBack();
            }
        }
    }

    @Override
    public <T> T read(Function<Reads, T> query) {
        enter();
        try {
            return query.apply(state);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Subscription subscribe(EventListener listener) {
        MemoryFeed feed = new MemoryFeed(listener, this::leave);
        lock.lock();
        try {
            requireOpen();
            feeds.add(feed);
        } finally {
            lock.unlock();
        }
        feed.start();
        return feed;
    }

    @Override
    public void close() {
        List<MemoryFeed> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(feeds);
        } finally {
            lock.unlock();
        }
        open.forEach(MemoryFeed::close);
    }

    private void leave(MemoryFeed feed) {
        lock.lock();
        try {
            feeds.remove(feed);
        } finally {
            lock.unlock();
        }
    }

    private void enter() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("A work or query must not call the store again; use what it was given");
        }
        lock.lock();
        boolean entered = false;
        try {
            requireOpen();
            entered = true;
        } finally {
            if (!entered) {
                lock.unlock();
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException("The store is closed");
        }
    }
}
