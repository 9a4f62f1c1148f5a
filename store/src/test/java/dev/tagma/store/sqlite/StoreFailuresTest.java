package dev.tagma.store.sqlite;

import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.message;
import static dev.tagma.testkit.contract.StoreSamples.saying;
import static dev.tagma.testkit.contract.StoreSamples.session;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong with the file: it is said clearly, nothing half-done stays, and what can go on goes on. */
final class StoreFailuresTest {

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

    // ---- a full disk

    @Test
    void aFullDiskIsSaidLosesNothingAndIsForgottenOnceThereIsSpace() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, 6);
                SqliteStore store = open()) {
            append(store, "before");
            Path ballast = disk.fill();

            long written = 1;
            Throwable failure = null;
            while (failure == null) {
                failure = catchThrowable(() -> append(store, "x".repeat(50_000)));
                written += failure == null ? 1 : 0;
            }

            assertThat(failure)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining("full")
                    .hasMessageContaining("Free space");
            assertThat(newest(store)).isEqualTo(written);

            Files.delete(ballast);
            assertThat(append(store, "after")).isEqualTo(written + 1);
            assertThat(store.<Integer>read(reads ->
                            reads.events(TENANT, Optional.empty(), 0, 1_000).size()))
                    .isEqualTo((int) written + 1);
        }
    }

    @Test
    void aFullDiskInTheMiddleOfAWorkUndoesAllOfItEvenWhereTheWorkGoesOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, 24);
                SqliteStore store = open()) {
            append(store, "before");
            disk.fill();

            // Far more than the page cache holds, so that the failure comes before the commit.
            assertThatThrownBy(() -> store.write(writes -> {
                        writes.put(session(1));
                        for (int number = 1; number <= 30; number++) {
                            try {
                                writes.put(saying(message(number, sessionId(1), number), "y".repeat(1_000_000)));
                            } catch (StoreException e) {
                                // A work that does not care must not get away with half of it.
                                assertThat(e).hasMessageContaining("full");
                            }
                        }
                        return true;
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("full");

            assertThat(store.<Boolean>read(reads -> reads.allSessions().isEmpty()
                            && reads.inbox(TENANT, sessionId(1)).isEmpty()))
                    .isTrue();
            assertThat(newest(store)).isEqualTo(1);
        }
    }

    @Test
    void aStoreThatCannotBeMadeOnAFullDiskCanBeMadeLater() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, 1)) {
            Path ballast = disk.fill();

            assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("full");

            Files.delete(ballast);
            try (SqliteStore store = open()) {
                assertThat(append(store, "first")).isEqualTo(1);
            }
        }
    }

    // ---- a file that is none of ours, or damaged

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
            statement.executeUpdate("UPDATE sessions SET document = replace(document, '\"v\":1', '\"v\":99')");
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

    // ---- places that cannot be written

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

    // ---- a second writer

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

    // ---- files that are taken away

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

    // ---- faults around the commit

    @Test
    void aFaultBeforeTheCommitUndoesTheWholeGroup() {
        AtomicBoolean faulty = new AtomicBoolean();
        Checkpoint fault = name -> {
            if (name.equals("store.commit.before") && faulty.get()) {
                throw new IllegalStateException("fault");
            }
        };
        try (SqliteStore store = new SqliteStore(file(), SqliteStore.Options.DEFAULT, fault)) {
            append(store, "first");
            faulty.set(true);
            assertThatThrownBy(() -> append(store, "second")).hasMessageContaining("fault");
            faulty.set(false);

            assertThat(append(store, "third")).isEqualTo(2);
        }
    }

    @Test
    void aFaultAfterTheCommitTakesNothingBack() {
        Checkpoint fault = name -> {
            if (name.equals("store.commit.after")) {
                throw new IllegalStateException("a fault that is part of the test");
            }
        };
        try (SqliteStore store = new SqliteStore(file(), SqliteStore.Options.DEFAULT, fault)) {
            assertThat(append(store, "first")).isEqualTo(1);
            assertThat(append(store, "second")).isEqualTo(2);
            assertThat(newest(store)).isEqualTo(2);
        }
    }

    @Test
    void everyCommitPassesItsTwoCheckpoints() {
        List<String> passed = new CopyOnWriteArrayList<>();
        try (SqliteStore store = new SqliteStore(file(), SqliteStore.Options.DEFAULT, passed::add)) {
            append(store, "first");
            append(store, "second");
        }

        assertThat(passed)
                .containsExactly(
                        "store.commit.before", "store.commit.after", "store.commit.before", "store.commit.after");
    }

    @Test
    void worksThatQueueUpShareACommit() throws Exception {
        CountDownLatch queued = new CountDownLatch(1);
        List<String> passed = new CopyOnWriteArrayList<>();
        Checkpoint counted = passed::add;
        try (SqliteStore store = new SqliteStore(file(), SqliteStore.Options.DEFAULT, counted);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = callers.submit(() -> store.<Boolean>write(writes -> {
                awaitUninterruptibly(queued);
                return true;
            }));
            CountDownLatch all = new CountDownLatch(50);
            List<Future<Long>> others = IntStream.range(0, 50)
                    .mapToObj(number -> callers.submit(() -> {
                        all.countDown();
                        return append(store, "event " + number);
                    }))
                    .toList();
            all.await();
            queued.countDown();
            first.get();
            for (Future<Long> other : others) {
                other.get();
            }
        }

        assertThat(passed.size()).isLessThan(2 * 51);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
