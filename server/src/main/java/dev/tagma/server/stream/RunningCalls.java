package dev.tagma.server.stream;

import dev.tagma.server.http.Refusal;
import dev.tagma.wire.problem.ErrorCode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that last: streams and waits. They are ended when the doors close, instead of being waited for. */
public final class RunningCalls implements AutoCloseable {

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    /** Announces that the current thread will block; refuses once the doors close. */
    public Running enter() {
        Thread thread = Thread.currentThread();
        threads.add(thread);
        // Checked after joining: whoever closes sets the flag before looking at who is here.
        if (closing) {
            threads.remove(thread);
            throw new Refusal(ErrorCode.UNAVAILABLE, "The daemon is stopping; ask again in a moment");
        }
        return () -> {
            threads.remove(thread);
            // A late interrupt was meant for the call that has just ended.
            Thread.interrupted();
        };
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
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }
}
