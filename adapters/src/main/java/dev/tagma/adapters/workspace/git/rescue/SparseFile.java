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

/** A new file that leaves holes where blocks of zeros would be, so that a sparse file comes back as small as it was. */
final class SparseFile extends OutputStream {

    /** The block of every usual file system; the bytes may arrive in pieces of any size. */
    private static final int BLOCK = 1 << 12;

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
        int end = from + length;
        int pending = from;
        int at = from;
        while (at < end) {
            int next = (int) Math.min(end, at + BLOCK - (position + at - from) % BLOCK);
            if (zeros(bytes, at, next)) {
                put(bytes, pending, at, position + pending - from);
                pending = next;
            }
            at = next;
        }
        put(bytes, pending, end, position + pending - from);
        position += length;
    }

    private void put(byte[] bytes, int from, int end, long where) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, from, end - from);
        if (buffer.hasRemaining()) {
            channel.position(where);
        }
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
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

    private static boolean zeros(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
