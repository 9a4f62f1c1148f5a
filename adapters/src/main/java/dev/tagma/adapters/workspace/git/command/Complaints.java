package dev.tagma.adapters.workspace.git.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a git complains of. It is complete when the git has ended, whether the stream ends then or not: what was left behind,
 * such as an ssh that keeps its connection for the next time, may hold it for hours.
 */
final class Complaints {

    private static final int PIECE = 8192;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final CountDownLatch end = new CountDownLatch(1);

    void hear(InputStream stream) {
        byte[] piece = new byte[PIECE];
        try {
            for (int length = stream.read(piece); length >= 0; length = stream.read(piece)) {
                keep(piece, length);
            }
        } catch (IOException closed) {
            keep(piece, 0);
        } finally {
            end.countDown();
        }
    }

    private synchronized void keep(byte[] piece, int length) {
        heard.write(piece, 0, length);
    }

    /** All of them, or what was heard by then. */
    String heard(Duration atMost) throws InterruptedException {
        boolean _ = end.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        synchronized (this) {
            return heard.toString(StandardCharsets.UTF_8);
        }
    }
}
