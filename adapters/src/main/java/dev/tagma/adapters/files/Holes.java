package dev.tagma.adapters.files;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives back what the beginning of a file takes on the disk, by punching holes: whoever has the file open goes on writing
 * or reading it. Does nothing on a machine without {@code fallocate}.
 */
public final class Holes {

    private final Optional<Path> fallocate;

    public Holes(Map<String, String> environment) {
        this.fallocate = Executables.find("fallocate", environment, Path.of("/"));
    }

    /** Everything in front of the offset reads as zeros from then on. */
    public void before(Path file, long offset) {
        if (fallocate.isEmpty()) {
            return;
        }
        List<String> command = List.of(
                fallocate.get().toString(),
                "--punch-hole",
                "--offset",
                "0",
                "--length",
                Long.toString(offset),
                file.toString());
        try {
            new Programs().run(Invocation.of(Path.of("/"), Map.of(), command));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }
}
