package dev.tagma.adapters.runtime.pty;

import dev.tagma.adapters.exec.terminal.PseudoTerminal;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bytes of one terminal, on a thread of its own: what the program writes to the emulator, what is written for
 * the program to the kernel as fast as it is read, and word of both to the audience. Ends when it is hung up, or when the
 * program has ended and nobody else can write.
 */
final class Wire {

    private static final System.Logger LOG = System.getLogger(Wire.class.getName());

    /** Listeners are told of changes at most this often. */
    private static final Duration BETWEEN_CHANGES = Duration.ofSeconds(1);

    private static final int PIECE = 16 * 1024;

    /** A program that reads nothing is given no more than this. */
    private static final long MOST_WAITING = 32L * 1024 * 1024;

    /** What an ended program may have left to be read; whoever still writes then is not waited for. */
    private static final int MOST_LEFT = 1024 * 1024;

    /** Told by the wire's thread. */
    interface End {

        /** The program has ended, and what it wrote is drawn. */
        void drained();

        /** No byte will come or go any more. */
        void closed();
    }

    private final String name;
    private final PseudoTerminal terminal;
    private final Emulator emulator;
    private final Audience audience;
    private final End end;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean ended;
    private boolean hungUp;

    /** Of the wire's thread alone. */
    private boolean open = true;

    private boolean drained;
    private boolean changed;
    private long toldAt = System.nanoTime() - BETWEEN_CHANGES.toNanos();

    Wire(String name, PseudoTerminal terminal, Emulator emulator, Audience audience, End end) {
        this.name = name;
        this.terminal = terminal;
        this.emulator = emulator;
        this.audience = audience;
        this.end = end;
    }

    void start() {
        Thread.ofPlatform().daemon().name("pty-" + name).start(this::run);
    }

    /** Writes all of it, later than what was given before; false where too much waits already. */
    boolean write(byte[] bytes) {
        synchronized (this) {
            if (waitingBytes + bytes.length > MOST_WAITING) {
                return false;
            }
            for (int from = 0; from < bytes.length; from += PIECE) {
                waiting.add(Arrays.copyOfRange(bytes, from, Math.min(from + PIECE, bytes.length)));
            }
            waitingBytes += bytes.length;
        }
        terminal.wake();
        return true;
    }

    void resize(int columns, int rows) throws IOException {
        terminal.resize(columns, rows);
        emulator.resize(columns, rows);
    }

    /** The program has ended: what it wrote is still drawn. */
    void programEnded() {
        synchronized (this) {
            ended = true;
        }
        terminal.wake();
    }

    /** Takes the terminal away from whoever still has it. */
    void hangUp() {
        synchronized (this) {
            hungUp = true;
        }
        terminal.wake();
    }

    private void run() {
        try {
            while (goesOn()) {
                PseudoTerminal.Ready ready = terminal.await(open, open && next() != null, pause());
                if (ready.writable()) {
                    writeNext();
                }
                if (ready.readable()) {
                    read();
                }
                drainIfEnded();
                tellChange();
            }
        } catch (IOException | RuntimeException failed) {
            LOG.log(Level.ERROR, "Terminal " + name + " is lost", failed);
        } finally {
            close();
        }
    }

    private synchronized boolean goesOn() {
        return !hungUp && (open || !drained);
    }

    private int pause() {
        if (!changed) {
            return -1;
        }
        long left = BETWEEN_CHANGES.toNanos() - (System.nanoTime() - toldAt);
        return (int) Math.max(0, Duration.ofNanos(left).toMillis() + 1);
    }

    /** Returns how much there was. */
    private int read() throws IOException {
        byte @Nullable [] output = terminal.read();
        if (output == null) {
            open = false;
            return 0;
        }
        if (output.length > 0) {
            String title = emulator.title();
            String answer = emulator.write(output);
            if (!answer.isEmpty()) {
                write(answer.getBytes(StandardCharsets.UTF_8));
            }
            changed = true;
            if (!emulator.title().equals(title)) {
                audience.titled(emulator.title());
            }
        }
        return output.length;
    }

    private void drainIfEnded() throws IOException {
        if (drained || !programHasEnded()) {
            return;
        }
        int total = 0;
        for (int count = 1; open && count > 0 && total < MOST_LEFT; total += count) {
            count = read();
        }
        drained = true;
        if (changed) {
            tell();
        }
        end.drained();
    }

    private synchronized boolean programHasEnded() {
        return ended;
    }

    private void tellChange() {
        if (changed && System.nanoTime() - toldAt >= BETWEEN_CHANGES.toNanos()) {
            tell();
        }
    }

    private void tell() {
        changed = false;
        toldAt = System.nanoTime();
        audience.changed();
    }

    private synchronized byte @Nullable [] next() {
        return waiting.peek();
    }

    private void writeNext() throws IOException {
        byte[] piece = next();
        if (piece == null) {
            return;
        }
        byte[] left = terminal.write(piece);
        synchronized (this) {
            waiting.remove();
            if (left.length > 0) {
                waiting.addFirst(left);
            }
            waitingBytes -= piece.length - left.length;
        }
    }

    private void close() {
        try {
            terminal.close();
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "Terminal {0} could not be closed: {1}", name, failed.getMessage());
        }
        end.closed();
    }
}
