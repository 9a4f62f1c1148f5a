package dev.tagma.app.daemon;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.tagma.spi.fault.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The crash harness's checkpoint: notes every checkpoint reached, and ends the process like {@code kill -9} would at the
 * one chosen. Used only where {@code TAGMA_KILL_AT} names a directory.
 *
 * <p>The file {@code notes} in it has one line a checkpoint, of all daemons that were given the directory. The file
 * {@code at}, where there is one, says where to die: the name of a checkpoint, or {@code NAME:K} for the line of that name
 * that is the K-th in the notes. That one is reached once: the daemon that follows a dead one counts on. Where there is a
 * file {@code hold}, whoever comes to the checkpoint waits there until the file is gone, while others are killed.
 */
final class KillPoint implements Checkpoint {

    static final String VARIABLE = "TAGMA_KILL_AT";

    /** What a process that {@code kill -9} ended leaves as its exit code. */
    private static final int KILLED = 137;

    private final Path directory;
    private final Path notes;
    private final Path at;
    private final Path hold;
    private final Map<String, Long> reached;

    KillPoint(Path directory) {
        this.directory = directory;
        this.notes = directory.resolve("notes");
        this.at = directory.resolve("at");
        this.hold = directory.resolve("hold");
        this.reached = counted(notes);
    }

    private static Map<String, Long> counted(Path file) {
        if (!Files.exists(file)) {
            return new HashMap<>();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.collect(groupingBy(identity(), HashMap::new, counting()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void reached(String name) {
        try {
            if (noted(name)) {
                if (!Files.exists(hold)) {
                    Runtime.getRuntime().halt(KILLED);
                }
                awaitRelease();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is the one. */
    private synchronized boolean noted(String name) throws IOException {
        long time = reached.merge(name, 1L, Long::sum);
        Files.writeString(notes, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!Files.exists(at)) {
            return false;
        }
        String chosen = Files.readString(at);
        return chosen.equals(name) || chosen.equals(name + ":" + time);
    }

    private void awaitRelease() throws IOException, InterruptedException {
        try (WatchService watch = directory.getFileSystem().newWatchService()) {
            directory.register(watch, StandardWatchEventKinds.ENTRY_DELETE);
            while (Files.exists(hold)) {
                WatchKey key = watch.take();
                key.pollEvents();
                key.reset();
            }
        }
    }
}
