package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.exec.Companion;
import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Remembers an adapter's process, so that a daemon that follows one that was killed ends what did not end by itself: two
 * adapters would both press keys.
 */
final class LeftOver {

    private final Path file;

    LeftOver(Path file) {
        this.file = file;
    }

    /** Ends the process that is remembered, if it still runs. */
    void end() throws IOException {
        String[] words;
        try {
            words = Files.readString(file).strip().split(" ", -1);
        } catch (NoSuchFileException none) {
            return;
        }
        if (words.length == 3 && words[0].matches("[0-9]{1,18}") && words[1].matches("[0-9]{1,18}")) {
            Companion.end(new ProcessKey(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
        }
        Files.deleteIfExists(file);
    }

    void remember(ProcessKey process) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, process.pid() + " " + process.startedTicks() + " " + process.bootId());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
