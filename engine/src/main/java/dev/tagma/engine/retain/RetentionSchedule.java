package dev.tagma.engine.retain;

import dev.tagma.core.event.Event;
import dev.tagma.engine.signal.Signal;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When rounds of retention run: one at the start, then each time that {@code interval} has gone by or {@code appended} more
 * events are in the log, on a thread of its own, one at a time.
 */
public final class RetentionSchedule implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RetentionSchedule.class.getName());

    private final Runnable round;
    private final Duration interval;
    private final long appended;
    private final AtomicLong news = new AtomicLong();
    private final Signal enough = new Signal();
    private final Store.Subscription subscription;
    private final Thread thread = Thread.ofVirtual().name("retention").unstarted(this::work);

    public RetentionSchedule(Store store, Runnable round, Duration interval, long appended) {
        this.round = round;
        this.interval = interval;
        this.appended = appended;
        this.subscription = store.subscribe(this::committed);
    }

    /** Begins; to be called once the daemon answers, so that nobody waits for it. */
    public void open() {
        thread.start();
    }

    private void committed(List<Event> events) {
        long before = news.getAndAdd(events.size());
        if (before < appended && before + events.size() >= appended) {
            enough.raise();
        }
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long seen = enough.version();
                news.set(0);
                runRound();
                enough.await(seen, interval);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void runRound() {
        try {
            round.run();
        } catch (StoreException failed) {
            LOG.log(System.Logger.Level.WARNING, "A round of retention failed; the next one goes on", failed);
        }
    }

    /** Ends at the next portion's end and waits for that: the store may be closed afterwards. */
    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
