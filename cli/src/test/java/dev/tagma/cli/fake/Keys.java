package dev.tagma.cli.fake;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a person types, as they type it. */
public final class Keys extends InputStream {

    private static final int HUNG_UP = -1;

    private final BlockingQueue<Integer> typed = new LinkedBlockingQueue<>();

    public void type(String text) {
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            typed.add(each & 0xff);
        }
    }

    public void hangUp() {
        typed.add(HUNG_UP);
    }

    @Override
    public int read(byte[] into, int at, int length) {
        int first = read();
        if (first == HUNG_UP) {
            return HUNG_UP;
        }
        into[at] = (byte) first;
        return 1;
    }

    @Override
    public int read() {
        try {
            return typed.take();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return HUNG_UP;
        }
    }
}
