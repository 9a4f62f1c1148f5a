package dev.tagma.adapters.workspace.outfit;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.files.Holes;
import dev.tagma.adapters.files.Sight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Keeps what a running script prints from filling the disk: what nobody would keep of it is given back while the script
 * goes on. The script writes into the file itself, so it is neither held up nor ended by it.
 */
final class Flood implements AutoCloseable {

    /** It takes a process to give something back. */
    private static final long STEP = 2L * LogFile.MOST;

    /** Without a watch the log is cut when the script has ended, like any other. */
    private static final Sight UNSEEN = new Sight() {
        @Override
        public void lost(String reason) {}

        @Override
        public void restored() {}
    };

    private final Path log;
    private final Holes holes;
    private final FileWatch.Watch watch;
    private volatile long given;

    Flood(Path log, Holes holes, FileWatch watch) {
        this.log = log;
        this.holes = holes;
        this.watch =
                watch.watch(log.resolveSibling(""), file -> file.equals(log.getFileName()), this::giveBack, UNSEEN);
    }

    private void giveBack() {
        try {
            long size = Files.size(log);
            if (size - given > STEP) {
                given = size - LogFile.MOST;
                holes.before(log, given);
            }
        } catch (NoSuchFileException gone) {
            // Whoever took it away gave all of it back.
            return;
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot look at " + log, failed);
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
