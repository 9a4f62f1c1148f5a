package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.files.LineTail;
import dev.tagma.adapters.files.LinesBefore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The conversation in a file that only grows. What is said again by a process that is read anew after a crash is known by
 * its place and not kept twice.
 */
final class Journal {

    private final Path file;
    private final JsonMapper mapper;
    private int lastRun;
    private long lastPlace;

    /** An entry and where its line begins. */
    record Placed(long offset, Entry entry) {}

    Journal(Path file, JsonMapper mapper) {
        this.file = file;
        this.mapper = mapper;
        try {
            cutHalfALine();
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read: " + failed, failed);
        }
        backwards(Long.MAX_VALUE, last -> {
            lastRun = last.entry().run();
            lastPlace = last.entry().place();
            return false;
        });
    }

    /** What a crash left of a line is said again by whoever said it. */
    private void cutHalfALine() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (end > 0 && channel.read(one.clear(), end - 1) == 1 && one.get(0) != '\n') {
                end--;
            }
            channel.truncate(end);
        }
    }

    /** Whether what this run said up to that place is in here. */
    boolean knows(int run, long place) {
        return run < lastRun || (run == lastRun && place <= lastPlace);
    }

    /** Keeps an entry, unless it is known. */
    void keep(Entry entry) {
        if (knows(entry.run(), entry.place())) {
            return;
        }
        byte[] line = (mapper.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be written: " + failed, failed);
        }
        lastRun = entry.run();
        lastPlace = entry.place();
    }

    /** Where the next entry begins. */
    long end() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read: " + failed, failed);
        }
    }

    /** Whether an entry begins at that place, or the next one will. */
    boolean begins(long offset) {
        try {
            return offset <= end() && (offset == 0 || LinesBefore.lineBegins(file, offset));
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read: " + failed, failed);
        }
    }

    /** Hands on the entries from a place on. */
    void from(long offset, Predicate<Placed> goOn) {
        try {
            boolean _ = new LineTail(file, offset).read(line -> goOn.test(placed(line)));
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read: " + failed, failed);
        }
    }

    /** Hands on the entries in front of a place, the last one first. */
    void backwards(long offset, Predicate<Placed> goOn) {
        try {
            new LinesBefore(file, offset).read(line -> goOn.test(placed(line)));
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read: " + failed, failed);
        }
    }

    private Placed placed(LineTail.Line line) {
        return new Placed(line.offset(), mapper.readValue(line.text(), Entry.class));
    }

    /** The turn that began with this text behind a place, if one did. */
    Optional<String> turnOf(String text, long from) {
        List<String> found = new ArrayList<>();
        from(from, placed -> {
            Entry entry = placed.entry();
            entry.turn().filter(turn -> entry.text().equals(text)).ifPresent(found::add);
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /** Whether anything was ever said to the agent. */
    boolean prompted() {
        List<String> found = new ArrayList<>();
        from(0, placed -> {
            placed.entry().turn().ifPresent(found::add);
            return found.isEmpty();
        });
        return !found.isEmpty();
    }
}
