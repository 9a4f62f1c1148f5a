package dev.tagma.adapters.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the beginning of a stream and swallows the rest, on a thread of its own; no virtual one, since a read that blocks for
 * long would keep a carrier from all others.
 */
final class CappedOutput {

    private final int cap;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CountDownLatch end = new CountDownLatch(1);
    private boolean cut;

    CappedOutput(InputStream stream, int cap) {
        this.cap = cap;
        Thread.ofPlatform().daemon().name("output").start(() -> readAll(stream));
    }

    boolean awaitEnd(long millis) throws InterruptedException {
        return end.await(millis, TimeUnit.MILLISECONDS);
    }

    synchronized Outcome.Output soFar() {
        return new Outcome.Output(kept.toByteArray(), cut);
    }

    private void readAll(InputStream stream) {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException e) {
            keep(buffer, 0);
        } finally {
            end.countDown();
        }
    }

    private synchronized void keep(byte[] buffer, int length) {
        int room = Math.min(length, cap - kept.size());
        kept.write(buffer, 0, room);
        cut |= room < length;
    }
}
