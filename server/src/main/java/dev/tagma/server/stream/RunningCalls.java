package dev.tagma.server.stream;

import dev.tagma.server.http.Refusal;
import dev.tagma.wire.problem.ErrorCode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that last: streams and waits. They are ended when the doors close, instead of being waited for. */
public final class RunningCalls implements AutoCloseable {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** Makes a call that may block for long; refuses once the doors close, and interrupts it when they do. */
    public <T, E extends Exception> T during(Lasting<T, E> call) throws E {
        Thread thread = Thread.currentThread();
        threads.add(thread);
        try {
            // Checked after joining: whoever closes sets the flag before looking at who is here.
            if (closing) {
                throw new Refusal(ErrorCode.UNAVAILABLE, "The daemon is stopping; ask again in a moment");
            }
            return call.run();
        } finally {
            threads.remove(thread);
            // The interrupt was meant for this call; the answer to it must still be written.
            Thread.interrupted();
        }
    }

    public boolean closing() {
        return closing;
    }

    public int count() {
        return threads.size();
    }

    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
    }

    /** A call that lasts. */
    @FunctionalInterface
    public interface Lasting<T, E extends Exception> {
        T run() throws E;
    }
}
