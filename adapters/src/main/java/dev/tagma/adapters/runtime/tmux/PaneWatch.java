package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is known of one pane with what its listeners were told, and tells them the difference: one call at a
 * time, in order, on a virtual thread that exists only while there is something to tell. Calls that a newer one makes
 * pointless are dropped, so a slow listener costs no memory.
 */
final class PaneWatch {

    /**
     * tmux counts activity in whole seconds, so output later in a second that was already told looks like nothing new.
     * One more call this long after the last makes sure that the end of a burst is seen.
     */
    private static final Duration AFTERMATH = Duration.ofMillis(1_050);

    private sealed interface Call {
        record Changed() implements Call {}

        record Titled(String title) implements Call {}

        record Ended(Liveness how) implements Call {}

        record Lost(String reason) implements Call {}

        record Restored() implements Call {}
    }

    private record Delivery(List<TerminalListener> listeners, Call call) {}

    private final PaneAddress address;
    private final Alarm alarm;

    private final List<TerminalListener> listeners = new ArrayList<>();
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private boolean delivering;
    private @Nullable PaneState known;
    private @Nullable Liveness over;
    private boolean lost;
    private boolean aftermathPending;
    private long activitySeenAt;

    PaneWatch(PaneAddress address, Alarm alarm) {
        this.address = address;
        this.alarm = alarm;
    }

    PaneAddress address() {
        return address;
    }

    synchronized void add(TerminalListener listener) {
        listeners.add(listener);
        Liveness end = over;
        if (end != null) {
            announce(List.of(listener), new Call.Ended(end));
        }
    }

    /** Whether any listener is left. */
    synchronized boolean remove(TerminalListener listener) {
        listeners.remove(listener);
        return !listeners.isEmpty();
    }

    /** What is so now; the first time it is only remembered, since listeners are told of changes. */
    synchronized void update(PaneState now) {
        if (over != null) {
            return;
        }
        PaneState before = known;
        known = now;
        if (before != null && now.activity() != before.activity()) {
            announce(new Call.Changed());
        }
        if (before == null || now.activity() != before.activity()) {
            expectAftermath();
        }
        if (before != null && !now.title().equals(before.title())) {
            announce(new Call.Titled(now.title()));
        }
        now.end().ifPresent(this::end);
    }

    synchronized void end(Liveness how) {
        if (over == null) {
            over = how;
            announce(new Call.Ended(how));
        }
    }

    synchronized void lost(String reason) {
        if (over == null && !lost) {
            lost = true;
            announce(new Call.Lost(reason));
        }
    }

    synchronized void restored() {
        if (over == null && lost) {
            lost = false;
            announce(new Call.Restored());
        }
    }

    private void expectAftermath() {
        activitySeenAt = System.nanoTime();
        if (!aftermathPending) {
            aftermathPending = true;
            alarm.in(AFTERMATH, this::aftermath);
        }
    }

    private synchronized void aftermath() {
        aftermathPending = false;
        Duration since = Duration.ofNanos(System.nanoTime() - activitySeenAt);
        if (over != null || lost) {
            return;
        }
        if (since.compareTo(AFTERMATH) < 0) {
            aftermathPending = true;
            alarm.in(AFTERMATH.minus(since), this::aftermath);
        } else {
            announce(new Call.Changed());
        }
    }

    private void announce(Call call) {
        announce(List.copyOf(listeners), call);
    }

    private void announce(List<TerminalListener> to, Call call) {
        if (call instanceof Call.Changed || call instanceof Call.Titled) {
            deliveries.removeIf(waiting -> waiting.call().getClass() == call.getClass()
                    && waiting.listeners().equals(to));
        }
        deliveries.add(new Delivery(to, call));
        if (!delivering) {
            delivering = true;
            Thread.ofVirtual().name("tmux-listener-" + address.pane()).start(this::deliver);
        }
    }

    private void deliver() {
        for (Delivery next = next(); next != null; next = next()) {
            for (TerminalListener listener : next.listeners()) {
                tell(listener, next.call());
            }
        }
    }

    private synchronized @Nullable Delivery next() {
        Delivery next = deliveries.poll();
        delivering = next != null;
        return next;
    }

    private void tell(TerminalListener listener, Call call) {
        if (!listening(listener)) {
            return;
        }
        try {
            switch (call) {
                case Call.Changed() -> listener.changed();
                case Call.Titled(String title) -> listener.titled(title);
                case Call.Ended(Liveness how) -> listener.ended(how);
                case Call.Lost(String reason) -> listener.lost(reason);
                case Call.Restored() -> listener.restored();
            }
        } catch (RuntimeException e) {
            System.getLogger(PaneWatch.class.getName())
                    .log(System.Logger.Level.ERROR, "A listener of tmux pane " + address.pane() + " failed", e);
        }
    }

    private synchronized boolean listening(TerminalListener listener) {
        return listeners.contains(listener);
    }
}
