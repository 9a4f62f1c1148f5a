package dev.tagma.adapters.runtime.pipe;

import dev.tagma.spi.fault.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What a program is given to read. Every frame is kept whole, with its number and its place in the file, before the first
 * of its bytes is appended; so whoever comes after a crash knows which bytes are missing and appends those.
 */
final class Inlet {

    private final Place place;
    private final Checkpoint checkpoint;
    private Optional<Kept> last;

    /** @param at where in the file the frame begins */
    private record Kept(long number, long at, ByteBuffer bytes) {

        int length() {
            return bytes.limit();
        }

        long end() {
            return at + length();
        }

        ByteBuffer from(int first, int end) {
            return bytes.slice(first, end - first);
        }
    }

    Inlet(Place place, Checkpoint checkpoint) throws IOException {
        this.place = place;
        this.checkpoint = checkpoint;
        this.last = read(place.frame());
        finish();
    }

    synchronized long lastNumber() {
        return last.map(Kept::number).orElse(0L);
    }

    /** Appends a frame; does nothing and says so where one of this number or a later one has been. */
    synchronized boolean write(long number, byte[] bytes) throws IOException {
        finish();
        if (number <= lastNumber()) {
            return false;
        }
        Kept next = new Kept(number, Files.size(place.input()), ByteBuffer.wrap(bytes.clone()));
        keep(next);
        last = Optional.of(next);
        checkpoint.reached("frame.kept");
        append(next.from(0, bytes.length / 2));
        checkpoint.reached("frame.half");
        append(next.from(bytes.length / 2, bytes.length));
        checkpoint.reached("frame.written");
        return true;
    }

    /** Appends what is missing of the last frame. */
    private void finish() throws IOException {
        if (last.isEmpty()) {
            return;
        }
        Kept kept = last.get();
        long size = Files.size(place.input());
        if (size < kept.at()) {
            throw new IOException(place.input() + " has " + size + " bytes, and its last frame begins at " + kept.at()
                    + ": somebody else changed it");
        }
        if (size < kept.end()) {
            append(kept.from((int) (size - kept.at()), kept.length()));
        }
    }

    private void append(ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(place.input(), StandardOpenOption.APPEND)) {
            write(channel, bytes);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void keep(Kept kept) throws IOException {
        Path written = place.frame().resolveSibling("frame.new");
        byte[] head =
                (kept.number() + " " + kept.at() + " " + kept.length() + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            write(channel, ByteBuffer.wrap(head));
            write(channel, kept.from(0, kept.length()));
        }
        Files.move(written, place.frame(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<Kept> read(Path file) throws IOException {
        byte[] whole;
        try {
            whole = Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        int head = 0;
        while (whole[head] != '\n') {
            head++;
        }
        String[] fields = new String(whole, 0, head, StandardCharsets.US_ASCII).split(" ", -1);
        ByteBuffer bytes =
                ByteBuffer.wrap(whole, head + 1, whole.length - head - 1).slice();
        if (bytes.limit() != Integer.parseInt(fields[2])) {
            throw new IOException(file + " is damaged: it holds " + bytes.limit() + " of " + fields[2] + " bytes");
        }
        return Optional.of(new Kept(Long.parseLong(fields[0]), Long.parseLong(fields[1]), bytes));
    }
}
