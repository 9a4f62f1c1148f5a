package dev.tagma.adapters.workspace.git;

import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The mark in a worktree's git directory that it was made whole and handed out.
 *
 * @param base the commit its work began at
 */
record ReadyMark(String session, String base) {

    private static final String FILE = "tagma";

    static Optional<ReadyMark> read(Path gitDirectory) {
        Path file = gitDirectory.resolve(FILE);
        try {
            List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
            return lines.size() == 2 ? Optional.of(new ReadyMark(lines.get(0), lines.get(1))) : Optional.empty();
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot read " + file + ": " + e, e);
        }
    }

    void write(Path gitDirectory) {
        Path aside = gitDirectory.resolve(FILE + ".new");
        try {
            Files.writeString(aside, session + "\n" + base + "\n");
            Files.move(aside, gitDirectory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot write " + aside + ": " + e, e);
        }
    }
}
