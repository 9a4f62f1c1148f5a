package dev.tagma.store.sqlite;

import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** Everyone who wants to be told of commits. */
final class Subscribers implements AutoCloseable {

    private final List<Feed> feeds = new CopyOnWriteArrayList<>();
    private final BiFunction<Long, Integer, List<Committed>> reread;
    private volatile boolean closed;

    /** @param reread yields committed events after a position, at most so many */
    Subscribers(BiFunction<Long, Integer, List<Committed>> reread) {
        this.reread = reread;
    }

    Store.Subscription add(Store.EventListener listener) {
        if (closed) {
            throw new StoreException("The store is closed");
        }
        Feed feed = new Feed(listener, reread, feeds::remove);
        feeds.add(feed);
        feed.start();
        return feed;
    }

    /** Called by the writer after each commit, in the order of commits; never blocks. */
    void publish(List<Committed> events) {
        if (!events.isEmpty()) {
            feeds.forEach(feed -> feed.offer(events));
        }
    }

    @Override
    public void close() {
        closed = true;
        feeds.forEach(Feed::close);
    }
}
