package dev.tagma.store.sqlite;

import dev.tagma.spi.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to one database file. */
final class Database {

    /** "Tgma": marks the file as a store of this program. */
    static final int APPLICATION_ID = 0x54676d61;

    /** How long another program may hold the file, for instance for a backup, before a write fails. */
    private static final int BUSY_MILLIS = 5_000;

    private final Path file;
    private final Trouble trouble;

    Database(Path file) {
        this.file = file;
        this.trouble = new Trouble(file);
    }

    /** Opens the connection that writes; the file is in WAL mode and in the present schema afterwards. */
    Link openWriter(boolean fresh, Migrations migrations) {
        Link link = connect(file);
        try {
            if (fresh) {
                // Must come before the first page is written.
                link.script("PRAGMA auto_vacuum = INCREMENTAL");
                link.script("PRAGMA application_id = " + APPLICATION_ID);
            }
            migrations.refuseStrange(link, file);
            String mode = link.first("PRAGMA journal_mode = WAL", row -> row.getString(1))
                    .orElse("none");
            if (!mode.equals("wal")) {
                throw new StoreException("The file system of " + file
                        + " has no shared memory, which the store needs. Put the store on a local disk.");
            }
            link.script("PRAGMA wal_autocheckpoint = 2000");
            link.script("PRAGMA journal_size_limit = 67108864");
            link.script("PRAGMA cache_size = -8000");
            migrations.apply(link);
            return link;
        } catch (RuntimeException e) {
            closeAfter(e, link);
            throw e;
        }
    }

    Link openReader() {
        Link link = connect(file);
        try {
            link.script("PRAGMA query_only = ON");
            return link;
        } catch (RuntimeException e) {
            closeAfter(e, link);
            throw e;
        }
    }

    /**
     * Takes the lock that keeps every other writer out, of this process too, until the link is closed or the process
     * ends. It is the lock of an empty database, because SQLite, unlike Java, knows its locks within one process.
     */
    Link lock(Path lockFile) {
        Link link = connect(lockFile);
        try {
            link.script("PRAGMA busy_timeout = 0");
            link.run("BEGIN EXCLUSIVE");
            return link;
        } catch (RuntimeException e) {
            closeAfter(e, link);
            if (e.getCause() instanceof SQLException cause && Trouble.isBusy(cause)) {
                throw new StoreException(
                        "The store " + file
                                + " is in use by another process. Stop the other daemon first, or give this one another state directory.",
                        e);
            }
            throw e;
        }
    }

    private Link connect(Path path) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        // A file that has gone must not come back empty.
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        try {
            // As a URI, so that a path may hold any character.
            return new Link(config.createConnection("jdbc:sqlite:" + path.toUri()), trouble);
        } catch (SQLException e) {
            throw trouble.of(e);
        }
    }

    private static void closeAfter(RuntimeException failure, Link link) {
        try {
            link.close();
        } catch (StoreException e) {
            failure.addSuppressed(e);
        }
    }
}
