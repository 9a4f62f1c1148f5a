package dev.tagma.adapters.workspace.git.rescue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A new file that leaves holes where long runs of zeros would be, so that a sparse file comes back as small as it was. */
final class SparseFile extends OutputStream {

    private static final int HOLE = 1 << 16;

    private final SeekableByteChannel channel;
    private long position;

    SparseFile(Path file) throws IOException {
        // Nobody but the owner may read it before it has its own mode.
        this.channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length < HOLE || !zeros(bytes, from, length)) {
            channel.position(position);
            var buffer = ByteBuffer.wrap(bytes, from, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        position += length;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (channel.size() < position) {
                // The file ends in a hole: its last byte gives it its length.
                channel.position(position - 1);
                channel.write(ByteBuffer.wrap(new byte[1]));
            }
        }
    }

    private static boolean zeros(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
