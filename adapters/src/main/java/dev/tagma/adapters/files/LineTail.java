package dev.tagma.adapters.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

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

    /** The lines that were completed since the last call; none while there is no file. A file that shrank begins anew. */
    public List<Line> read() throws IOException {
        List<Line> lines = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < offset) {
                offset = 0;
            }
            byte[] bytes = new byte[CHUNK];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long position = offset;
            while (channel.read(buffer.clear(), position) > 0) {
                buffer.flip();
                position += buffer.remaining();
                take(bytes, buffer.limit(), line, lines);
            }
        } catch (NoSuchFileException absent) {
            return List.of();
        }
        return lines;
    }

    private void take(byte[] bytes, int length, ByteArrayOutputStream line, List<Line> lines) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, start, i - start);
                lines.add(new Line(offset, line.toString(StandardCharsets.UTF_8)));
                offset += line.size() + 1;
                line.reset();
                start = i + 1;
            }
        }
        line.write(bytes, start, length - start);
    }
}
