package dev.tagma.app.daemon;

import dev.tagma.spi.fault.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The crash harness's checkpoint: notes every checkpoint reached, and ends the process like {@code kill -9} would at the
 * one chosen. Used only where {@code TAGMA_KILL_AT} is set.
 *
 * @param notes one line a checkpoint, in order
 * @param at the number of the checkpoint to die at, counted from 1; 0 to only take notes
 */
record KillPoint(Path notes, int at, AtomicInteger reached) implements Checkpoint {

    /** Names the file for the notes and the number: {@code /path/notes:17}. */
    static final String VARIABLE = "TAGMA_KILL_AT";

    static Checkpoint of(String setting) {
        int colon = setting.lastIndexOf(':');
        return new KillPoint(
                Path.of(setting.substring(0, colon)),
                Integer.parseInt(setting.substring(colon + 1)),
                new AtomicInteger());
    }

    @Override
    public void reached(String name) {
        int number = reached.incrementAndGet();
        try {
            Files.writeString(notes, number + " " + name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (number == at) {
            Runtime.getRuntime().halt(137);
        }
    }
}
