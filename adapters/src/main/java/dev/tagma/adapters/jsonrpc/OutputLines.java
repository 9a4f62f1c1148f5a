package dev.tagma.adapters.jsonrpc;

import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads the complete lines that a process wrote, from a place on; a line without its end waits for the rest. One thread at
 * a time.
 */
public final class OutputLines {

    private static final int CHUNK = 1 << 16;

    private final DetachedProcess process;
    private final int longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long begin;
    private long position;
    private boolean overlong;

    /**
     * A line.
     *
     * @param offset where it begins
     * @param end where the next one begins
     * @param whole whether it is all of it; of an overlong line only the beginning is kept
     */
    public record Line(long offset, long end, String text, boolean whole) {}

    /**
     * The lines from a place on where one begins.
     *
     * @param longest of a line with more bytes only so many are kept
     */
    public OutputLines(DetachedProcess process, long from, int longest) {
        this.process = process;
        this.begin = from;
        this.position = from;
        this.longest = longest;
    }

    /** Hands on all lines that are complete by now. */
    public void read(Consumer<Line> taker) {
        byte[] bytes = new byte[CHUNK];
        int count = process.read(Output.STANDARD, position, ByteBuffer.wrap(bytes));
        while (count > 0) {
            take(bytes, count, taker);
            count = process.read(Output.STANDARD, position, ByteBuffer.wrap(bytes));
        }
    }

    private void take(byte[] bytes, int count, Consumer<Line> taker) {
        int start = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, start, i);
                long next = position + i + 1;
                Line whole = new Line(begin, next, line.toString(StandardCharsets.UTF_8), !overlong);
                line.reset();
                overlong = false;
                begin = next;
                start = i + 1;
                taker.accept(whole);
            }
        }
        keep(bytes, start, count);
        position += count;
    }

    private void keep(byte[] bytes, int from, int to) {
        int room = Math.min(to - from, longest - line.size());
        line.write(bytes, from, room);
        overlong |= room < to - from;
    }
}
