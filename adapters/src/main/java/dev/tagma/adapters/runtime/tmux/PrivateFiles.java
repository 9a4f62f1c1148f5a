package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Files and directories that only their owner may read. */
final class PrivateFiles {

    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Makes the directory, or refuses one that somebody else owns or can enter. */
    static void directory(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
        } catch (FileAlreadyExistsException e) {
            requirePrivate(directory);
        }
    }

    private static void requirePrivate(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "owner", "", PosixFilePermissions.asFileAttribute(FILE));
        try {
            boolean real = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
            boolean own = Files.getOwner(probe).equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS));
            if (!real || !own) {
                throw new TerminalException(
                        directory + " is not a directory of this user; remove it or choose another", false);
            }
        } finally {
            Files.delete(probe);
        }
        if (!Files.getPosixFilePermissions(directory).equals(DIRECTORY)) {
            Files.setPosixFilePermissions(directory, DIRECTORY);
        }
    }

    /** A new file of this content. */
    static Path temporary(Path directory, String prefix, byte[] content) throws IOException {
        Path file = Files.createTempFile(directory, prefix, "", PosixFilePermissions.asFileAttribute(FILE));
        Files.write(file, content);
        return file;
    }

    /** Removes files of this prefix that were written so much earlier than a file that was written just now. */
    static void removeOlder(Path fresh, String prefix, Duration age) throws IOException {
        Instant limit = Files.getLastModifiedTime(fresh).toInstant().minus(age);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directoryOf(fresh), prefix + "*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Replaces a file at once, so that nobody sees half of it. */
    static void replace(Path file, String content) throws IOException {
        Path fresh = Files.createTempFile(
                directoryOf(file), file.getFileName().toString(), ".new", PosixFilePermissions.asFileAttribute(FILE));
        Files.writeString(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path directoryOf(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            throw new IOException(file + " has no directory");
        }
        return directory;
    }
}
