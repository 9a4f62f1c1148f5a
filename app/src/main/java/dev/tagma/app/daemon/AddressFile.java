package dev.tagma.app.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Says where the daemon listens; gone as soon as it stops on purpose. */
final class AddressFile implements AutoCloseable {

    private final Path file;

    private AddressFile(Path file) {
        this.file = file;
    }

    static AddressFile write(Path file, Path socket) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, socket + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new AddressFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
