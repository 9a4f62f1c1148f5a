package dev.tagma.store.sqlite;

import dev.tagma.spi.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what SQLite's error codes mean for a person: which file, what is wrong with it, what to do next. */
final class Trouble {

    private static final int PRIMARY_CODE = 0xff;

    private final Path file;

    Trouble(Path file) {
        this.file = file;
    }

    static boolean isConstraint(SQLException e) {
        return is(e, SQLiteErrorCode.SQLITE_CONSTRAINT);
    }

    static boolean isBusy(SQLException e) {
        return is(e, SQLiteErrorCode.SQLITE_BUSY);
    }

    StoreException of(SQLException e) {
        String what = switch (primary(e)) {
            case SQLITE_FULL ->
                "The disk that holds " + file + " is full. Free space there; nothing needs to be restarted.";
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                file + " is damaged or not a database. It was left as it is. Stop the daemon, keep a copy of it and of "
                        + file.getFileName()
                        + "-wal, and bring back a backup or what 'sqlite3 " + file.getFileName()
                        + " .recover' finds; or move it away to begin anew.";
            case SQLITE_READONLY, SQLITE_PERM ->
                file + " cannot be written. Make it and its directory writable for this user.";
            case SQLITE_CANTOPEN ->
                file + " cannot be opened. Check that its directory exists and that this user may write there.";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                file + " is locked by another program. Close that program and try again.";
            case SQLITE_IOERR ->
                "Reading or writing " + file + " failed at the operating system. Check the disk and its free space.";
            default -> "The store " + file + " failed.";
        };
        return new StoreException(what + " (" + e.getMessage() + ")", e);
    }

    private static boolean is(SQLException e, SQLiteErrorCode code) {
        return primary(e) == code;
    }

    private static SQLiteErrorCode primary(SQLException e) {
        return e instanceof SQLiteException known
                ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & PRIMARY_CODE)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
