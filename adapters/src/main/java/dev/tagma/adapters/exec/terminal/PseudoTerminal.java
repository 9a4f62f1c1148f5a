package dev.tagma.adapters.exec.terminal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pseudo-terminal of the kernel's, by the side that the program does not see. One thread waits, reads, writes and
 * closes; {@link #wake} and {@link #resize} may be called by any. It hangs up when it is closed.
 */
public final class PseudoTerminal {

    /** Read and write, not this process's own terminal, not for its children, and never blocking. */
    private static final int OPTIONS = 2 | 0x100 | 0x80000 | 0x800;

    private static final int EVENT_OPTIONS = 0x80000 | 0x800;
    private static final long SET_SIZE = 0x5414;

    /** In the first word of a terminal's settings: a backspace takes a whole character in UTF-8 away. */
    private static final int UTF_8 = 0x4000;

    private static final short READABLE = 1;
    private static final short WRITABLE = 4;

    /** File, what is waited for, what is so. */
    private static final MemoryLayout POLLED = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("file"),
            ValueLayout.JAVA_SHORT.withName("wanted"),
            ValueLayout.JAVA_SHORT.withName("seen"));

    private static final int BUFFER = 64 * 1024;

    /** What a wait was ended by; several may be so, and none where the time was over. */
    public record Ready(boolean readable, boolean writable) {}

    private final CLibrary library;
    private final Arena memory = Arena.ofShared();
    private final MemorySegment polled = memory.allocate(POLLED, 2);
    private final MemorySegment buffer = memory.allocate(BUFFER);
    private final int file;
    private final int event;
    private final String path;
    private boolean closed;

    PseudoTerminal(CLibrary library, int columns, int rows) throws IOException {
        this.library = library;
        this.file = library.openTerminal(OPTIONS);
        try {
            this.event = library.event(EVENT_OPTIONS);
        } catch (IOException refused) {
            library.close(file);
            throw refused;
        }
        try {
            this.path = library.nameOf(file);
            setSize(columns, rows);
            speakUtf8();
        } catch (IOException refused) {
            close();
            throw refused;
        }
    }

    /** Where the program's side can be opened. */
    String path() {
        return path;
    }

    private void speakUtf8() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment settings = arena.allocate(256, 8);
            library.readSettings(file, settings);
            int input = settings.get(ValueLayout.JAVA_INT, 0);
            settings.set(ValueLayout.JAVA_INT, 0, input | UTF_8);
            library.writeSettings(file, settings);
        }
    }

    /** The program is told by the kernel. */
    public synchronized void resize(int columns, int rows) throws IOException {
        if (!closed) {
            setSize(columns, rows);
        }
    }

    private void setSize(int columns, int rows) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(8, 8);
            size.set(ValueLayout.JAVA_SHORT, 0, (short) rows);
            size.set(ValueLayout.JAVA_SHORT, 2, (short) columns);
            library.control(file, SET_SIZE, size);
        }
    }

    /** Ends the wait of the thread that waits, or its next one. */
    public synchronized void wake() {
        if (closed) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(8, 8);
            one.set(ValueLayout.JAVA_LONG, 0, 1);
            library.write(event, one);
        } catch (IOException full) {
            // It has been woken more often than can be counted, and not looked yet.
        }
    }

    /**
     * Waits until there is something to do.
     *
     * @param reading whether output matters
     * @param writing whether there is something to write
     * @param milliseconds at most so long; below 0 as long as it takes
     */
    public Ready await(boolean reading, boolean writing, int milliseconds) throws IOException {
        int wanted = (reading ? READABLE : 0) | (writing ? WRITABLE : 0);
        // A negative file is not looked at; one that has hung up would be told again and again.
        set(0, wanted == 0 ? -1 : file, (short) wanted);
        set(1, event, READABLE);
        try {
            library.poll(polled, 2, milliseconds);
        } catch (CLibrary.Refusal refused) {
            if (refused.number() != CLibrary.EINTR) {
                throw refused;
            }
            return new Ready(false, false);
        }
        if (seen(1) != 0) {
            library.read(event, buffer.asSlice(0, 8));
        }
        int seen = wanted == 0 ? 0 : seen(0);
        // A hang-up and an error are learnt by reading.
        return new Ready(reading && (seen & ~WRITABLE) != 0, (seen & WRITABLE) != 0);
    }

    private void set(int index, int which, short wanted) {
        long at = index * POLLED.byteSize();
        polled.set(ValueLayout.JAVA_INT, at, which);
        polled.set(ValueLayout.JAVA_SHORT, at + 4, wanted);
        polled.set(ValueLayout.JAVA_SHORT, at + 6, (short) 0);
    }

    private int seen(int index) {
        return polled.get(ValueLayout.JAVA_SHORT, index * POLLED.byteSize() + 6);
    }

    /** What was written so far, empty where there is nothing now; null where nobody can write any more. */
    public byte @Nullable [] read() throws IOException {
        try {
            long count = library.read(file, buffer);
            return count == 0 ? null : buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
        } catch (CLibrary.Refusal refused) {
            return switch (refused.number()) {
                case CLibrary.EIO -> null;
                case CLibrary.EAGAIN, CLibrary.EINTR -> new byte[0];
                default -> throw refused;
            };
        }
    }

    /** Writes what the terminal takes now and returns what it did not. */
    public byte[] write(byte[] bytes) throws IOException {
        int length = Math.min(bytes.length, BUFFER);
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, length);
        try {
            long written = library.write(file, buffer.asSlice(0, length));
            return Arrays.copyOfRange(bytes, (int) written, bytes.length);
        } catch (CLibrary.Refusal refused) {
            if (refused.number() == CLibrary.EAGAIN || refused.number() == CLibrary.EINTR) {
                return bytes;
            }
            throw refused;
        }
    }

    /** By the thread that waits, when it has done so for the last time. */
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            library.close(event);
            library.close(file);
        } finally {
            memory.close();
        }
    }
}
