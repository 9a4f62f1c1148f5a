package dev.tagma.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The file of the Unix socket. Whoever may open it is let in, so its directory is closed to everybody else before the
 * socket appears in it. The socket is made under another name and then moved into place: nobody ever sees one that is not
 * ready, and whoever made it cannot remove by name what a later daemon has put there.
 */
final class SocketFile {

    /** Shorter than what the kernel takes on Linux (107) and macOS (103), so that a path works on both. */
    private static final int LONGEST = 100;

    private final Path path;
    private final Path beginning;
    private Optional<Object> own = Optional.empty();

    SocketFile(Path path) {
        this.path = path.toAbsolutePath();
        this.beginning = this.path.resolveSibling(
                "." + Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX));
    }

    /** Where the socket is to be made. */
    Path beginning() {
        return beginning;
    }

    /** Makes the place ready: a private directory, and no socket of a daemon that is gone. */
    void prepare() {
        int length = Math.max(bytes(path), bytes(beginning));
        if (length > LONGEST) {
            throw new IllegalArgumentException("Socket path " + path + " has " + length + " bytes; at most " + LONGEST
                    + " work everywhere: choose a shorter directory");
        }
        try {
            prepareDirectory();
            removeStale();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the socket " + path + ": " + e.getMessage(), e);
        }
    }

    /** Closes the socket that was just made to everybody else, moves it into place, and remembers it as ours. */
    void publish() throws IOException {
        Files.setPosixFilePermissions(beginning, PosixFilePermissions.fromString("rw-------"));
        Files.move(beginning, path, StandardCopyOption.ATOMIC_MOVE);
        own = identity();
    }

    /** Takes the socket away, unless another daemon has put its own there. */
    void remove() throws IOException {
        if (own.isPresent() && own.equals(identity())) {
            Files.deleteIfExists(path);
        }
        own = Optional.empty();
    }

    private void prepareDirectory() throws IOException {
        Path directory = path.getParent();
        Set<PosixFilePermission> mine = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(mine));
        PosixFileAttributes found = Files.readAttributes(directory, PosixFileAttributes.class);
        if (!found.permissions().equals(mine)) {
            throw new IOException("its directory " + directory + " has mode "
                    + PosixFilePermissions.toString(found.permissions()) + "; whoever can reach it would be let in: run"
                    + " chmod 700 " + directory);
        }
    }

    private static int bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private void removeStale() throws IOException {
        Files.deleteIfExists(beginning);
        Optional<BasicFileAttributes> found = attributes();
        if (found.isEmpty()) {
            return;
        }
        if (!found.get().isOther()) {
            throw new IOException("something else than a socket is in its place; move it away");
        }
        if (somebodyListens()) {
            throw new IOException("another daemon listens on it; stop that one first");
        }
        Files.deleteIfExists(path);
    }

    private boolean somebodyListens() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException refused) {
            return false;
        }
    }

    private Optional<Object> identity() throws IOException {
        return attributes().map(BasicFileAttributes::fileKey);
    }

    private Optional<BasicFileAttributes> attributes() throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
