package dev.tagma.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Says at which of its checkpoints the daemon dies as by {@code kill -9}; counted over all daemons of one stage. */
final class KillSwitch {

    private final Path notes;
    private final Path at;
    private final Path hold;

    /** Has every daemon started with this environment obey. */
    KillSwitch(Path directory, Map<String, String> environment) throws IOException {
        Files.createDirectories(directory);
        this.notes = directory.resolve("notes");
        this.at = directory.resolve("at");
        this.hold = directory.resolve("hold");
        environment.put("TAGMA_KILL_AT", directory.toString());
    }

    /** The names of the checkpoints passed so far. */
    List<String> passed() throws IOException {
        return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    }

    /** The daemon shall die when it passes the checkpoint of this name for the n-th time from now on. */
    void dieAt(String checkpoint, int n) throws IOException {
        choose(checkpoint + ":" + (Collections.frequency(passed(), checkpoint) + n));
    }

    private void choose(String checkpoint) throws IOException {
        Path written = at.resolveSibling("at.new");
        Files.writeString(written, checkpoint);
        Files.move(written, at, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whoever comes to a checkpoint of this name waits there, until it is let go. */
    void holdAt(String checkpoint) throws IOException {
        Files.createFile(hold);
        choose(checkpoint);
    }

    void letGo() throws IOException {
        Files.deleteIfExists(at);
        Files.deleteIfExists(hold);
    }

    /** Nobody dies any more; returns whether a daemon died. */
    boolean disarm() throws IOException {
        String chosen = Files.readString(at);
        Files.delete(at);
        int colon = chosen.lastIndexOf(':');
        return Collections.frequency(passed(), chosen.substring(0, colon))
                >= Integer.parseInt(chosen.substring(colon + 1));
    }
}
