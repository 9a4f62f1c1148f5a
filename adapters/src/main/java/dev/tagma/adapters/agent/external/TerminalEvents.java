package dev.tagma.adapters.agent.external;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what happens at a terminal, one event after the other: the next one when the former is dealt with, and what
 * repeats itself meanwhile once. A terminal that never rests cannot flood an adapter.
 */
final class TerminalEvents implements TerminalListener, AutoCloseable {

    /** Something that happened at the terminal. */
    sealed interface Event {

        record Changed() implements Event {}

        record Titled(String title) implements Event {}

        record Lost(String reason) implements Event {}

        record Restored() implements Event {}

        record Ended(Liveness how) implements Event {}
    }

    private final String name;
    private final Consumer<Event> taker;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private boolean handing;
    private boolean closed;

    TerminalEvents(String name, Consumer<Event> taker) {
        this.name = name;
        this.taker = taker;
    }

    @Override
    public void changed() {
        post(new Event.Changed());
    }

    @Override
    public void titled(String title) {
        post(new Event.Titled(title));
    }

    @Override
    public void lost(String reason) {
        post(new Event.Lost(reason));
    }

    @Override
    public void restored() {
        post(new Event.Restored());
    }

    @Override
    public void ended(Liveness how) {
        post(new Event.Ended(how));
    }

    private synchronized void post(Event event) {
        if (closed) {
            return;
        }
        // The last one of its kind is the one that holds.
        waiting.removeIf(one -> one.getClass() == event.getClass());
        waiting.add(event);
        if (!handing) {
            handing = true;
            Thread.ofVirtual().name(name).start(this::hand);
        }
    }

    private void hand() {
        for (Event event = next(); event != null; event = next()) {
            taker.accept(event);
        }
    }

    private synchronized @Nullable Event next() {
        Event event = closed ? null : waiting.poll();
        handing = event != null;
        return event;
    }

    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
