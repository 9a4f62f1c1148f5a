package dev.tagma.store.sqlite;

import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.session;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import dev.tagma.testkit.fault.SmallDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are strange, damaged, out of reach, in use or taken away: said clearly, and left as they are. */
final class StoreFilesTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("tagma.db");
    }

    private SqliteStore open() {
        return open(file());
    }

    private static SqliteStore open(Path file) {
        return new SqliteStore(file, SqliteStore.Options.DEFAULT, Checkpoint.INERT);
    }

    private static long append(Store store, String what) {
        return store.<Long>write(writes ->
                writes.append(TENANT, Optional.empty(), T0, event(what)).sequence());
    }

    private static long newest(Store store) {
        return store.<Long>read(reads -> reads.eventRange(TENANT).newest());
    }

    @Test
    void whatIsNoDatabaseIsLeftAsItIs() throws IOException {
        Files.writeString(file(), "Dear diary, this is not a database. ".repeat(400));

        assertRefusedUntouched("not a database", "move it away");
    }

    @Test
    void aDatabaseOfAnotherProgramIsLeftAsItIs() throws Exception {
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = other.createStatement()) {
            statement.executeUpdate("CREATE TABLE sessions (mine TEXT)");
        }

        assertRefusedUntouched("another program");
    }

    @Test
    void aStoreOfANewerVersionIsLeftAsItIs() throws Exception {
        open().close();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = other.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 4711");
            statement.executeUpdate("PRAGMA journal_mode = DELETE");
        }

        assertRefusedUntouched("newer version", "4711");
    }

    @Test
    void aTruncatedStoreIsLeftAsItIs() throws IOException {
        fill();
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.setLength(raw.length() / 2 + 100);
        }

        assertRefusedUntouched("damaged", "backup");
    }

    @Test
    void aStoreWithADamagedFirstPageIsLeftAsItIs() throws IOException {
        fill();
        overwrite(100, 3_000);

        assertRefusedUntouched("damaged");
    }

    @Test
    void damageInTheMiddleIsSaidByWhatReadsItAndHarmsNothingElse() throws IOException {
        fill();
        overwrite(Files.size(file()) / 2, 40_000);

        try (SqliteStore store = open()) {
            assertThatThrownBy(() -> store.read(reads -> {
                        // Every page of events.
                        return reads.events(TENANT, Optional.empty(), 0, 10_000);
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file().toString());
            assertThat(store.<List<?>>read(reads -> reads.sessions(TENANT))).hasSize(1);
        }
    }

    @Test
    void aDocumentThatCannotBeUnderstoodIsNamed() throws Exception {
        fill();
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = other.createStatement()) {
            statement.executeUpdate("UPDATE sessions SET document = json_set(document, '$.v', 99)");
        }

        try (SqliteStore store = open()) {
            assertThatThrownBy(() -> store.read(reads -> reads.sessions(TENANT)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(sessionId(1).toString())
                    .hasMessageContaining("version 99")
                    .hasMessageContaining("newer");
            assertThat(append(store, "the rest goes on")).isEqualTo(2_001);
        }
    }

    @Test
    void aLogWithoutItsDatabaseIsNotThrownAway() throws IOException {
        Path log = directory.resolve("tagma.db-wal");
        Files.writeString(log, "what is left of somebody's work");

        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining(log.toString());
        assertThat(log).hasContent("what is left of somebody's work");
    }

    private void fill() {
        try (SqliteStore store = open()) {
            store.write(writes -> {
                writes.put(session(1));
                IntStream.range(0, 2_000)
                        .forEach(number -> writes.append(TENANT, Optional.empty(), T0, event("z".repeat(200))));
                return true;
            });
        }
    }

    private void overwrite(long offset, int length) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek(offset);
            raw.write("garbage!".repeat(length / 8).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void assertRefusedUntouched(String... reasons) throws IOException {
        byte[] before = Files.readAllBytes(file());

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContainingAll(reasons);

        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aMissingDirectoryIsSaid() {
        assertThatThrownBy(() -> open(directory.resolve("no/such/tagma.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(directory.resolve("no/such").toString())
                .hasMessageContaining("does not exist");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsSaid() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, 4)) {
            disk.makeReadOnly();

            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("cannot be written");
        }
    }

    @Test
    void aDirectoryInPlaceOfTheFileIsSaid() throws IOException {
        Files.createDirectory(file());

        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining(file().toString());
    }

    @Test
    void aDiskThatBecomesReadOnlyIsSaidAndWorksAgainLater() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, 8)) {
            open().close();
            disk.makeReadOnly();
            assertThatThrownBy(this::open).isInstanceOf(StoreException.class);
            disk.makeWritable();

            try (SqliteStore store = open()) {
                assertThat(append(store, "after")).isEqualTo(1);
            }
        }
    }

    @Test
    void onlyTheOwnerMayReadTheFiles() throws IOException {
        try (SqliteStore store = open()) {
            append(store, "secret");
            try (var files = Files.list(directory)) {
                for (Path one : files.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                            .as(one.toString())
                            .isEqualTo("rw-------");
                }
            }
        }
    }

    @Test
    void aPathMayHoldAnyCharacter() throws IOException {
        Path odd = Files.createDirectory(directory.resolve("a b?c=%20&d#é門"));
        Path inside = odd.resolve("tagma 100%.db");

        try (SqliteStore store = open(inside)) {
            append(store, "first");
        }

        assertThat(inside).isNotEmptyFile();
        try (SqliteStore store = open(inside)) {
            assertThat(newest(store)).isEqualTo(1);
        }
    }

    @Test
    void aSecondStoreOnTheSameFileIsRefusedInThisProcess() {
        try (SqliteStore store = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining("in use");

            assertThat(append(store, "the first goes on")).isEqualTo(1);
        }
        assertThatCode(() -> open().close()).doesNotThrowAnyException();
    }

    @Test
    void aSecondStoreOnTheSameFileIsRefusedInAnotherProcessUntilThatIsKilled() throws Exception {
        try (ChildStore child = ChildStore.start(file())) {
            child.awaitAcknowledged(1);

            assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("in use");
        }

        assertThatCode(() -> open().close()).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseThatIsDeletedUnderneathRefusesWritesThatWouldBeLost() throws IOException {
        try (SqliteStore store = open()) {
            append(store, "before");
            Files.delete(file());

            assertGone(store);
        }
    }

    @Test
    void aDatabaseThatIsReplacedUnderneathRefusesWritesToo() throws IOException {
        try (SqliteStore store = open()) {
            append(store, "before");
            Path copy = directory.resolve("copy");
            Files.copy(file(), copy);
            Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);

            assertGone(store);
        }
    }

    @Test
    void aLogThatIsDeletedUnderneathRefusesWritesToo() throws IOException {
        try (SqliteStore store = open()) {
            append(store, "before");
            Files.delete(directory.resolve("tagma.db-wal"));

            assertGone(store);
        }
    }

    @Test
    void aLockThatIsDeletedUnderneathRefusesWritesBecauseASecondWriterCouldCome() throws IOException {
        try (SqliteStore store = open()) {
            append(store, "before");
            Files.delete(directory.resolve("tagma.db-lock"));

            assertGone(store);
        }
    }

    @Test
    void aDatabaseThatIsPutBackGoesOn() throws IOException {
        Path aside = directory.resolve("aside");
        try (SqliteStore store = open()) {
            append(store, "before");
            Files.move(file(), aside);
            assertGone(store);
            Files.move(aside, file());

            assertThat(append(store, "after")).isEqualTo(2);
        }
        try (SqliteStore store = open()) {
            assertThat(newest(store)).isEqualTo(2);
        }
    }

    private static void assertGone(Store store) {
        assertThatThrownBy(() -> append(store, "lost?"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("deleted or replaced");
    }
}
