package dev.tagma.testkit.fake;

import dev.tagma.core.event.Event;
import dev.tagma.spi.store.Store;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** One subscription, with a queue and a thread of its own. */
final class MemoryFeed implements Store.Subscription {

    private static final System.Logger LOG = System.getLogger(MemoryFeed.class.getName());

    private final Store.EventListener listener;
    private final Consumer<MemoryFeed> gone;
    private final BlockingQueue<List<Event>> queue = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    MemoryFeed(Store.EventListener listener, Consumer<MemoryFeed> gone) {
        this.listener = listener;
        this.gone = gone;
    }

    void start() {
        Thread.ofVirtual().name("memory-feed").start(this::serve);
    }

    void offer(List<Event> events) {
        queue.add(events);
    }

    @Override
    public void close() {
        closed = true;
        gone.accept(this);
        queue.add(List.of());
    }

    private void serve() {
        try {
            for (List<Event> events = queue.take(); !closed; events = queue.take()) {
                deliver(events);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(List<Event> events) {
        try {
            listener.committed(events);
        } catch (RuntimeException | Error e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A listener of events failed; it is told of later ones all the same",
                    e);
        }
    }
}
