package dev.tagma.wire.home;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Directories that belong to this user and that nobody else can enter. */
public final class PrivateDirectory {

    private static final String OWNER_ONLY = "rwx------";

    private PrivateDirectory() {}

    /**
     * Makes the directory and what is missing above it; an existing one, or a link to one, must be this user's own, and is
     * closed to others.
     *
     * @throws IOException saying in a sentence what is wrong with the directory and what to do
     */
    public static void make(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            create(directory);
        }
        // Looked at after it was made: in a directory that everyone can write to, another user may have come first.
        requireOwn(directory, LinkOption.NOFOLLOW_LINKS);
        requireOwn(directory);
        if (((int) Files.getAttribute(directory, "unix:mode") & 0077) != 0) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(OWNER_ONLY));
        }
    }

    private static void create(Path directory) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
        try {
            Path parent = directory.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                Files.createDirectories(parent, ownerOnly);
            }
            Files.createDirectory(directory, ownerOnly);
        } catch (FileAlreadyExistsException present) {
            if (!Files.isDirectory(directory)) {
                throw new IOException(
                        "%s is in the way: it must be a directory; remove it".formatted(present.getFile()), present);
            }
        } catch (IOException refused) {
            throw new IOException(
                    "%s cannot be made (%s): set %s to a directory of your own"
                            .formatted(directory, refused.getMessage(), Home.VARIABLE),
                    refused);
        }
    }

    private static void requireOwn(Path directory, LinkOption... links) throws IOException {
        Object owner = Files.getAttribute(directory, "unix:uid", links);
        Object me = ownId();
        if (!owner.equals(me)) {
            throw new IOException(
                    "%s belongs to user %s, not to you (%s): remove it or set %s to a directory of your own"
                            .formatted(directory, owner, me, Home.VARIABLE));
        }
    }

    /** Whether a runtime directory can be made in it: it is this user's own, as the XDG rules demand. */
    static boolean usableParent(Path directory) {
        try {
            return Files.isDirectory(directory)
                    && Objects.equals(Files.getAttribute(directory, "unix:uid"), ownId())
                    && Files.isWritable(directory);
        } catch (IOException | UnsupportedOperationException unreadable) {
            return false;
        }
    }

    /** A short name of this user that no other user of the machine has. */
    static String user() {
        try {
            return String.valueOf(ownId());
        } catch (IOException unknown) {
            return "user";
        }
    }

    /** The id of the user that this process runs as: the JDK tells it only by what belongs to the process. */
    private static Object ownId() throws IOException {
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return Files.getAttribute(process, "unix:uid");
        }
        // No /proc on macOS: a new file belongs to whoever made it.
        Path probe = Files.createTempFile("tagma", null);
        try {
            return Files.getAttribute(probe, "unix:uid");
        } finally {
            Files.delete(probe);
        }
    }
}
