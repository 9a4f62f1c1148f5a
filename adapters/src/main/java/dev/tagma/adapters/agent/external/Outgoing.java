package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.jsonrpc.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is yet to be said to an adapter: whoever says it never waits for an adapter that does not listen. */
final class Outgoing {

    /** An adapter that lets so much lie reads nothing. */
    private static final long MOST_BYTES = 64 << 20;

    private final OutputStream stream;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private long bytes;
    private boolean closed;

    Outgoing(OutputStream stream) {
        this.stream = stream;
    }

    /** @throws Breach when the adapter reads nothing of what it is told */
    void say(String message) throws Breach {
        byte[] line = Messages.bytes(message);
        lock.lock();
        try {
            if (bytes + line.length > MOST_BYTES) {
                throw new Breach("it does not read what it is told");
            }
            bytes += line.length;
            waiting.add(line);
            more.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Says what there is to say until it is closed or nobody listens. */
    void run() {
        try (stream) {
            while (true) {
                byte[] line = next();
                if (line.length == 0) {
                    return;
                }
                stream.write(line);
                stream.flush();
            }
        } catch (IOException deaf) {
            // The reading side tells of the end.
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing when it is closed. */
    private byte[] next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                more.await();
            }
            byte[] line = closed ? new byte[0] : waiting.remove();
            bytes -= line.length;
            return line;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            more.signal();
        } finally {
            lock.unlock();
        }
    }
}
