package dev.tagma.adapters.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/** Reads the complete lines of a file that grows; a last line without its end waits for the rest. Not thread-safe. */
public final class LineTail {

    /**
     * A complete line.
     *
     * @param offset where it begins, in bytes
     */
    public record Line(long offset, String text) {}

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private long offset;

    /** A tail that begins at this offset, which must be the beginning of a line. */
    public LineTail(Path file, long offset) {
        this.file = file;
        this.offset = offset;
    }

    /** Where the next line begins. */
    public long offset() {
        return offset;
    }

    public Path file() {
        return file;
    }

    /**
     * Hands on the lines that were completed since the last call, each as soon as it is read; none while there is no file. A
     * file that shrank begins anew.
     *
     * @param goOn whether more lines are wanted; the next call goes on behind the last one that was handed on
     * @return whether there was any
     */
    public boolean read(Predicate<Line> goOn) throws IOException {
        long before = offset;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < offset) {
                offset = 0;
                before = 0;
            }
            byte[] bytes = new byte[CHUNK];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long position = offset;
            boolean more = true;
            while (more && channel.read(buffer.clear(), position) > 0) {
                buffer.flip();
                position += buffer.remaining();
                more = take(bytes, buffer.limit(), line, goOn);
            }
        } catch (NoSuchFileException absent) {
            return false;
        }
        return offset != before;
    }

    private boolean take(byte[] bytes, int length, ByteArrayOutputStream line, Predicate<Line> goOn) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, start, i - start);
                Line whole = new Line(offset, line.toString(StandardCharsets.UTF_8));
                offset += line.size() + 1;
                line.reset();
                start = i + 1;
                if (!goOn.test(whole)) {
                    return false;
                }
            }
        }
        line.write(bytes, start, length - start);
        return true;
    }
}
