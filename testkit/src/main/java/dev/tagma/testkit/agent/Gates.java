package dev.tagma.testkit.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;

/**
 * Where {@code WAIT name} waits: for a file of that name in a directory. The file is taken away when it has let one wait
 * pass, so it does not matter which of the two comes first.
 */
final class Gates {

    private final Path directory;

    Gates(Path directory) {
        this.directory = directory;
    }

    void await(String name) throws InterruptedException {
        var gate = directory.resolve(name.replace('/', '-'));
        try (var watch = directory.getFileSystem().newWatchService()) {
            Files.createDirectories(directory);
            directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.deleteIfExists(gate)) {
                var key = watch.take();
                key.pollEvents();
                key.reset();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wait for the gate " + gate, e);
        }
    }
}
