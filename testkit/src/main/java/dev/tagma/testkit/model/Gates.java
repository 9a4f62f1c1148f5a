package dev.tagma.testkit.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where scripts wait. A release lets one wait pass: the newest that waits under that name, else the next that comes. So a
 * test need not know which of the two happens first.
 */
final class Gates {

    private final Map<String, Deque<Waiter>> waiting = new HashMap<>();
    private final Map<String, Integer> permits = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /** One wait; it must be closed. */
    final class Waiter implements AutoCloseable {
        private final String name;
        private final CompletableFuture<@Nullable Void> passed = new CompletableFuture<>();

        private Waiter(String name) {
            this.name = name;
        }

        /** Waits so long at most, and says whether the way is free. */
        boolean await(Duration patience) throws InterruptedException {
            try {
                passed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException _) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException("nothing completes gate " + name + " with an error", e);
            }
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    synchronized Waiter enter(String name) {
        var waiter = new Waiter(name);
        if (open.contains(name) || takePermit(name)) {
            waiter.passed.complete(null);
        } else {
            waiting.computeIfAbsent(name, _ -> new ArrayDeque<>()).addLast(waiter);
            notifyAll();
        }
        return waiter;
    }

    /** Lets one wait of that name pass, now or later. */
    synchronized void release(String name) {
        var queue = waiting.getOrDefault(name, new ArrayDeque<>());
        // The newest first: an older one may be of a client that has gone without our noticing yet.
        var newest = queue.pollLast();
        if (newest == null) {
            permits.merge(name, 1, Integer::sum);
        } else {
            newest.passed.complete(null);
        }
        drop(name, queue);
    }

    /** Lets every wait of that name pass from now on. */
    synchronized void open(String name) {
        open.add(name);
        waiting.getOrDefault(name, new ArrayDeque<>()).forEach(waiter -> waiter.passed.complete(null));
        waiting.remove(name);
    }

    /** The names under which something waits, once for each wait. */
    synchronized List<String> waiting() {
        return waiting.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(_ -> entry.getKey()))
                .sorted()
                .toList();
    }

    /** Waits until something waits under that name; says whether it does. */
    synchronized boolean awaitWaiting(String name, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!waiting.containsKey(name)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    synchronized void reset() {
        permits.clear();
        open.clear();
    }

    private boolean takePermit(String name) {
        int left = permits.getOrDefault(name, 0);
        permits.put(name, Math.max(0, left - 1));
        return left > 0;
    }

    private synchronized void leave(Waiter waiter) {
        var queue = waiting.getOrDefault(waiter.name, new ArrayDeque<>());
        queue.remove(waiter);
        drop(waiter.name, queue);
    }

    private void drop(String name, Deque<Waiter> queue) {
        if (queue.isEmpty()) {
            waiting.remove(name);
        }
    }
}
