package dev.tagma.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether SQLite itself has been told to wait for the disk. */
final class SyncModeTest {

    private static final int NORMAL = 1;
    private static final int FULL = 2;

    @TempDir
    private Path directory;

    private Link link;

    @BeforeEach
    void connect() throws SQLException {
        Path file = directory.resolve("any.db");
        link = new Link(DriverManager.getConnection("jdbc:sqlite:" + file), new Trouble(file));
    }

    @AfterEach
    void disconnect() {
        link.close();
    }

    private int synchronous() {
        return link.first("PRAGMA synchronous", row -> row.getInt(1)).orElseThrow();
    }

    @Test
    void normallyOnlyWhatAsksForItWaitsForTheDisk() {
        SyncMode mode = new SyncMode(link, false);
        assertThat(synchronous()).isEqualTo(NORMAL);

        mode.prepare(true);
        assertThat(synchronous()).isEqualTo(FULL);

        mode.prepare(false);
        assertThat(synchronous()).isEqualTo(NORMAL);
    }

    @Test
    void inFullModeEverythingWaitsForTheDisk() {
        SyncMode mode = new SyncMode(link, true);
        assertThat(synchronous()).isEqualTo(FULL);

        mode.prepare(false);
        assertThat(synchronous()).isEqualTo(FULL);
    }
}
