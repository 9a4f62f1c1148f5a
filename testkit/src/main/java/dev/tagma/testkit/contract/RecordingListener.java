package dev.tagma.testkit.contract;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a terminal told, and notices when two calls overlap. */
public final class RecordingListener implements TerminalListener {

    private final AtomicInteger inside = new AtomicInteger();
    private final List<String> calls = new ArrayList<>();
    private boolean overlapped;

    @Override
    public void changed() {
        record("changed");
    }

    @Override
    public void titled(String title) {
        record("titled " + title);
    }

    @Override
    public void ended(Liveness how) {
        record("ended " + how);
    }

    @Override
    public void lost(String reason) {
        record("lost");
    }

    @Override
    public void restored() {
        record("restored");
    }

    private void record(String call) {
        boolean alone = inside.incrementAndGet() == 1;
        synchronized (this) {
            overlapped |= !alone;
            calls.add(call);
        }
        inside.decrementAndGet();
    }

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The calls without those that say only that something was written. */
    public synchronized List<String> callsBesideChanged() {
        return calls.stream().filter(call -> !call.equals("changed")).toList();
    }

    public synchronized boolean overlapped() {
        return overlapped;
    }
}
