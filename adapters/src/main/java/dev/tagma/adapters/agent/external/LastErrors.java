package dev.tagma.adapters.agent.external;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what an adapter writes to its errors, so that it never blocks, and keeps the end of it. */
final class LastErrors {

    private static final int KEPT = 4096;

    private final InputStream stream;
    private final byte[] ring = new byte[KEPT];
    private long written;

    LastErrors(InputStream stream) {
        this.stream = stream;
    }

    /** Returns when the stream has ended. */
    void read() {
        byte[] bytes = new byte[KEPT];
        try {
            int count = stream.read(bytes);
            while (count >= 0) {
                keep(bytes, count);
                count = stream.read(bytes);
            }
        } catch (IOException ended) {
            // The process is gone; what it said before is here.
            return;
        }
    }

    private synchronized void keep(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (written++ % KEPT)] = bytes[i];
        }
    }

    /** Its last line that says something; empty where there is none. */
    synchronized String lastLine() {
        int count = (int) Math.min(written, KEPT);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = ring[(int) ((written - count + i) % KEPT)];
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce("", (former, line) -> line);
    }
}
