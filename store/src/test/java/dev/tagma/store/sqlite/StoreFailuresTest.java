package dev.tagma.store.sqlite;

import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.message;
import static dev.tagma.testkit.contract.StoreSamples.saying;
import static dev.tagma.testkit.contract.StoreSamples.session;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import dev.tagma.testkit.fault.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk and faults around the commit: said clearly, nothing half-done stays, and what can go on goes on. */
final class StoreFailuresTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("tagma.db");
    }

    private SqliteStore open() {
        return new SqliteStore(file(), SqliteStore.Options.DEFAULT, Checkpoint.INERT);
    }

    private static long append(Store store, String what) {
        return store.<Long>write(writes ->
                writes.append(TENANT, Optional.empty(), T0, event(what)).sequence());
    }

    private static long newest(Store store) {
        return store.<Long>read(reads -> reads.eventRange(TENANT).newest());
    }

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
    void worksThatQueueUpShareACommit() {
        List<String> passed = new CopyOnWriteArrayList<>();
        try (SqliteStore store = new SqliteStore(file(), SqliteStore.Options.DEFAULT, passed::add)) {
            List<Function<Store, Long>> calls = IntStream.range(0, 50)
                    .<Function<Store, Long>>mapToObj(number -> to -> append(to, "event " + number))
                    .toList();

            assertThat(Group.run(store, calls))
                    .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
        }

        // One of the work that held the writer, one of all the others.
        assertThat(passed).filteredOn("store.commit.after"::equals).hasSize(2);
    }
}
