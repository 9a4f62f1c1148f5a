package dev.tagma.testkit.fake;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal.Subscription;
import dev.tagma.spi.runtime.TerminalListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls the listeners of one fake terminal, one at a time and in order, on a thread that is nobody's own. */
final class FakeAnnouncements {

    private final String name;
    private final List<TerminalListener> listeners = new ArrayList<>();
    private final Set<TerminalListener> ended = new HashSet<>();
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private boolean running;

    FakeAnnouncements(String name) {
        this.name = name;
    }

    synchronized Subscription subscribe(TerminalListener listener) {
        listeners.add(listener);
        return () -> unsubscribe(listener);
    }

    private synchronized void unsubscribe(TerminalListener listener) {
        listeners.remove(listener);
        ended.remove(listener);
    }

    synchronized void all(Consumer<TerminalListener> call) {
        listeners.stream().filter(listener -> !ended.contains(listener)).forEach(listener -> add(listener, call));
    }

    /** The last call for everybody who has not had it. */
    synchronized void end(Liveness how) {
        all(listener -> listener.ended(how));
        ended.addAll(listeners);
    }

    private void add(TerminalListener listener, Consumer<TerminalListener> call) {
        calls.add(() -> tell(listener, call));
        if (!running) {
            running = true;
            Thread.ofVirtual().name("fake-terminal-" + name).start(this::run);
        }
    }

    private void tell(TerminalListener listener, Consumer<TerminalListener> call) {
        synchronized (this) {
            if (!listeners.contains(listener)) {
                return;
            }
        }
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            System.getLogger(FakeAnnouncements.class.getName())
                    .log(System.Logger.Level.ERROR, "A listener of the fake terminal " + name + " failed", e);
        }
    }

    private void run() {
        for (Runnable call = next(); call != null; call = next()) {
            call.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = calls.poll();
        running = next != null;
        return next;
    }
}
