package dev.tagma.adapters.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Predicate;

/** Reads the complete lines of a file from a place backwards, and no more of the file than is wanted. */
public final class LinesBefore {

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final long end;

    /**
     * The lines in front of a place.
     *
     * @param end where a line begins; {@link Long#MAX_VALUE} for the end of the file
     */
    public LinesBefore(Path file, long end) {
        this.file = file;
        this.end = end;
    }

    /** Whether a line begins there: a complete one, or the one to come. */
    public static boolean lineBegins(Path file, long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            return offset == 0 || (channel.read(one, offset - 1) == 1 && one.get(0) == '\n');
        }
    }

    /**
     * Hands on the lines, the last one first, each as soon as it is read; none where there is no file.
     *
     * @param goOn whether more lines are wanted
     */
    public void read(Predicate<LineTail.Line> goOn) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            read(channel, Math.min(end, channel.size()), goOn);
        } catch (NoSuchFileException absent) {
            return;
        }
    }

    private static void read(FileChannel channel, long from, Predicate<LineTail.Line> goOn) throws IOException {
        Deque<byte[]> rest = new ArrayDeque<>();
        // What stands behind the last line end is not complete.
        boolean complete = false;
        long position = from;
        while (position > 0) {
            int length = (int) Math.min(CHUNK, position);
            position -= length;
            byte[] bytes = bytes(channel, position, length);
            int stop = length;
            for (int i = length - 1; i >= 0; i--) {
                if (bytes[i] == '\n') {
                    rest.addFirst(Arrays.copyOfRange(bytes, i + 1, stop));
                    if (complete && !goOn.test(new LineTail.Line(position + i + 1, joined(rest)))) {
                        return;
                    }
                    complete = true;
                    rest.clear();
                    stop = i;
                }
            }
            rest.addFirst(Arrays.copyOfRange(bytes, 0, stop));
        }
        if (complete) {
            boolean _ = goOn.test(new LineTail.Line(0, joined(rest)));
        }
    }

    private static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
            // A file on a network may give less than was asked for.
        }
        return buffer.array();
    }

    private static String joined(Deque<byte[]> parts) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        parts.forEach(line::writeBytes);
        return line.toString(StandardCharsets.UTF_8);
    }
}
