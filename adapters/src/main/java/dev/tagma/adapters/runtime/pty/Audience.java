package dev.tagma.adapters.runtime.pty;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Those who listen to one terminal: told one call at a time, in order, on a virtual thread that exists only while there is
 * something to tell. A change that waits to be told stands for all that follow it, so a slow listener costs no memory.
 */
final class Audience {

    private sealed interface Call {
        record Changed() implements Call {}

        record Titled(String title) implements Call {}

        record Ended(Liveness how) implements Call {}
    }

    private record Delivery(List<TerminalListener> listeners, Call call) {}

    private final String name;
    private final List<TerminalListener> listeners = new ArrayList<>();
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private boolean delivering;
    private @Nullable Liveness over;

    /** @param name of the terminal, for people */
    Audience(String name) {
        this.name = name;
    }

    synchronized void add(TerminalListener listener) {
        listeners.add(listener);
        Liveness end = over;
        if (end != null) {
            announce(List.of(listener), new Call.Ended(end));
        }
    }

    synchronized void remove(TerminalListener listener) {
        listeners.remove(listener);
    }

    synchronized void changed() {
        announceUnlessOver(new Call.Changed());
    }

    synchronized void titled(String title) {
        announceUnlessOver(new Call.Titled(title));
    }

    /** Only the first end is one. */
    synchronized void ended(Liveness how) {
        announceUnlessOver(new Call.Ended(how));
        over = over == null ? how : over;
    }

    private void announceUnlessOver(Call call) {
        if (over == null) {
            announce(List.copyOf(listeners), call);
        }
    }

    private void announce(List<TerminalListener> to, Call call) {
        if (!(call instanceof Call.Ended)) {
            deliveries.removeIf(waiting -> waiting.call().getClass() == call.getClass()
                    && waiting.listeners().equals(to));
        }
        deliveries.add(new Delivery(to, call));
        if (!delivering) {
            delivering = true;
            Thread.ofVirtual().name("pty-listener-" + name).start(this::deliver);
        }
    }

    private void deliver() {
        for (Delivery next = next(); next != null; next = next()) {
            for (TerminalListener listener : next.listeners()) {
                switch (next.call()) {
                    case Call.Changed() -> tell(listener, TerminalListener::changed);
                    case Call.Titled(String title) -> tell(listener, each -> each.titled(title));
                    case Call.Ended(Liveness how) -> tell(listener, each -> each.ended(how));
                }
            }
        }
    }

    private synchronized @Nullable Delivery next() {
        Delivery next = deliveries.poll();
        delivering = next != null;
        return next;
    }

    private void tell(TerminalListener listener, Consumer<TerminalListener> call) {
        if (!listening(listener)) {
            return;
        }
        try {
            call.accept(listener);
        } catch (RuntimeException failed) {
            System.getLogger(Audience.class.getName())
                    .log(System.Logger.Level.ERROR, "A listener of terminal " + name + " failed", failed);
        }
    }

    private synchronized boolean listening(TerminalListener listener) {
        return listeners.contains(listener);
    }
}
