package dev.tagma.store.sqlite;

import dev.tagma.core.event.Event;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One subscription: a queue and a thread of its own, so that a slow listener delays nobody. One that falls far behind is
 * no longer queued for but reads the log until it has caught up, so that it costs no memory either.
 */
final class Feed implements Store.Subscription {

    private static final System.Logger LOG = System.getLogger(Feed.class.getName());

    /** Far more than a burst; a listener so late is stuck or busy with something else. */
    private static final int MOST_QUEUED = 10_000;

    private static final int PAGE = 1_000;

    private final Store.EventListener listener;
    private final BiFunction<Long, Integer, List<Committed>> reread;
    private final Consumer<Feed> gone;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All guarded by the lock.
    private final Deque<List<Committed>> queue = new ArrayDeque<>();
    private int queued;
    private boolean behind;
    private boolean closed;

    /** The last position there is, as far as this feed was told. */
    private long published;

    /** The last position that was taken to be delivered. */
    private long taken;

    /** What {@link #published} was when the log could last not be read; it is tried again once there is more. */
    private long unreadable = -1;

    Feed(Store.EventListener listener, BiFunction<Long, Integer, List<Committed>> reread, Consumer<Feed> gone) {
        this.listener = listener;
        this.reread = reread;
        this.gone = gone;
    }

    void start() {
        Thread.ofVirtual().name("store-feed").start(this::serve);
    }

    void offer(List<Committed> events) {
        lock.lock();
        try {
            if (!behind && queued + events.size() > MOST_QUEUED && queued > 0) {
                behind = true;
            }
            if (!behind) {
                queue.add(events);
                queued += events.size();
            }
            published = events.getLast().position();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
        gone.accept(this);
    }

    private void serve() {
        try {
            for (Optional<List<Committed>> next = next(); next.isPresent(); next = next()) {
                if (!next.get().isEmpty()) {
                    deliver(next.get().stream().map(Committed::event).toList());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next events, perhaps none; nothing once the subscription has ended. */
    private Optional<List<Committed>> next() throws InterruptedException {
        long after;
        long goal;
        lock.lock();
        try {
            while (!closed && queue.isEmpty() && (!behind || published == unreadable)) {
                changed.await();
            }
            if (closed) {
                return Optional.empty();
            }
            List<Committed> events = queue.poll();
            if (events != null) {
                queued -= events.size();
                taken = events.getLast().position();
                return Optional.of(events);
            }
            after = taken;
            goal = published;
            if (after >= goal) {
                behind = false;
                return Optional.of(List.of());
            }
        } finally {
            lock.unlock();
        }
        return Optional.of(catchUp(after, goal));
    }

    private List<Committed> catchUp(long after, long goal) {
        List<Committed> page;
        try {
            page = reread.apply(after, PAGE);
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "The log cannot be read for a listener that is behind", e);
            progress(after, goal);
            return List.of();
        }
        if (page.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "Events were pruned before a listener had taken them");
            progress(goal, -1);
            return page;
        }
        progress(page.getLast().position(), -1);
        return page;
    }

    private void progress(long nowTaken, long nowUnreadable) {
        lock.lock();
        try {
            taken = nowTaken;
            unreadable = nowUnreadable;
        } finally {
            lock.unlock();
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
