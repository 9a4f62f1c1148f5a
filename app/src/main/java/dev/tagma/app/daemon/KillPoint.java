package dev.tagma.app.daemon;

import dev.tagma.spi.fault.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.stream.Stream;

/**
 * The crash harness's checkpoint: notes every checkpoint reached, and ends the process like {@code kill -9} would at the
 * one chosen. Used only where {@code TAGMA_KILL_AT} names a directory.
 *
 * <p>The file {@code notes} in it has one line a checkpoint, of all daemons that were given the directory, and so their
 * number. The file {@code at}, where there is one, holds the number or the name of the checkpoint to die at. A number is
 * reached once: the daemon that follows a dead one counts on. Where there is a file {@code hold}, whoever comes to the
 * checkpoint waits there until the file is gone, while others are killed.
 */
final class KillPoint implements Checkpoint {

    static final String VARIABLE = "TAGMA_KILL_AT";

    /** What a process that {@code kill -9} ended leaves as its exit code. */
    private static final int KILLED = 137;

    private final Path directory;
    private final Path notes;
    private final Path at;
    private final Path hold;
    private long reached;

    KillPoint(Path directory) {
        this.directory = directory;
        this.notes = directory.resolve("notes");
        this.at = directory.resolve("at");
        this.hold = directory.resolve("hold");
        this.reached = lines(notes);
    }

    private static long lines(Path file) {
        if (!Files.exists(file)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
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
        reached++;
        Files.writeString(notes, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (!Files.exists(at)) {
            return false;
        }
        String chosen = Files.readString(at);
        return chosen.equals(name) || chosen.equals(Long.toString(reached));
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
