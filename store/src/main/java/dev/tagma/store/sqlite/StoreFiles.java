package dev.tagma.store.sqlite;

import dev.tagma.spi.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** The files of one store, looked at without SQLite. */
final class StoreFiles {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path database;
    private final Path log;
    private final Path lock;
    private Optional<Object> databaseKey = Optional.empty();
    private Optional<Object> logKey = Optional.empty();
    private Optional<Object> lockKey = Optional.empty();

    StoreFiles(Path database) {
        this.database = database;
        this.log = database.resolveSibling(database.getFileName() + "-wal");
        this.lock = database.resolveSibling(database.getFileName() + "-lock");
    }

    Path database() {
        return database;
    }

    /** Whose lock keeps a second writer out. */
    Path lock() {
        return lock;
    }

    /** Makes the file to be locked, where the directory allows it. */
    void prepareLock() {
        Path directory = Objects.requireNonNull(database.getParent(), "an absolute path has a parent");
        if (!Files.isDirectory(directory)) {
            throw new StoreException(
                    "The directory " + directory + " of the store does not exist. Create it, or name another.");
        }
        if (!Files.isWritable(directory)) {
            throw new StoreException("The directory " + directory
                    + " of the store cannot be written. Make it writable for this user, or name another.");
        }
        try {
            create(lock);
        } catch (IOException e) {
            throw new StoreException("Cannot make " + lock + ": " + e, e);
        }
    }

    /**
     * Makes sure that there is a file that SQLite may open, without changing one that is there; tells whether it is new.
     *
     * <p>Only while the writer's lock is held: closing a file that this process has open in SQLite elsewhere would drop
     * the locks SQLite holds on it.
     */
    boolean prepare() {
        try {
            long size = Files.exists(database) ? Files.size(database) : 0;
            if (size == 0) {
                refuseOrphanedLog();
                create(database);
                return true;
            }
            if (!Files.isReadable(database) || !Files.isWritable(database)) {
                throw new StoreException(
                        database + " cannot be read and written. Give it to this user, with 'chmod 600' and 'chown'.");
            }
            refuseForeign();
            return false;
        } catch (IOException e) {
            throw new StoreException("Cannot look at " + database + ": " + e, e);
        }
    }

    /** Remembers which files are open. */
    void opened() {
        databaseKey = key(database);
        logKey = key(log);
        lockKey = key(lock);
    }

    /** Refuses to go on when the open files are not those that a restart would find. */
    void requirePresent() {
        requireSame(database, databaseKey);
        requireSame(log, logKey);
        // Without it a second writer could come.
        requireSame(lock, lockKey);
    }

    private void requireSame(Path file, Optional<Object> opened) {
        if (opened.isPresent() && !key(file).equals(opened)) {
            throw new StoreException(
                    file
                            + " was deleted or replaced while it was in use; what would be written now would be lost. Put it back, or stop the daemon and start it again.");
        }
    }

    private static Optional<Object> key(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.of("no file");
        } catch (IOException e) {
            throw new StoreException("Cannot look at " + file + ": " + e, e);
        }
    }

    /** SQLite would delete the log that belongs to a missing database; yet it may hold all that is left. */
    private void refuseOrphanedLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > 0) {
            throw new StoreException(
                    database + " is missing or empty, but " + log
                            + " holds writes that belong to it. Bring the database back, or move that file away to begin anew.");
        }
    }

    private void refuseForeign() throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(database)) {
            start = in.readNBytes(MAGIC.length);
        }
        if (!Arrays.equals(start, MAGIC)) {
            throw new StoreException(
                    database
                            + " is damaged or not a database. It was left as it is. Bring back a backup, or move it away to begin anew.");
        }
    }

    /** What people say to their agents is nobody else's to read. */
    private static void create(Path file) throws IOException {
        FileAttribute<?>[] attributes =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(file, attributes);
        } catch (FileAlreadyExistsException e) {
            // Left by an earlier start.
        }
    }
}
