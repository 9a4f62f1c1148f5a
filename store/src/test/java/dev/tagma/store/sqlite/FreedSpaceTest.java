package dev.tagma.store.sqlite;

import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pruning frees is used again, and what is far too much goes back to the disk. */
final class FreedSpaceTest {

    private static final Retention TEN = new Retention(Duration.ofDays(1), 10, Long.MAX_VALUE);

    @TempDir
    private Path directory;

    private SqliteStore open() {
        return new SqliteStore(directory.resolve("tagma.db"), SqliteStore.Options.DEFAULT, Checkpoint.INERT);
    }

    private void append(SqliteStore store, int events, int size) {
        String text = "x".repeat(size);
        store.write(writes -> {
            IntStream.range(0, events).forEach(number -> writes.append(TENANT, Optional.empty(), T0, event(text)));
            return true;
        });
    }

    private static int prune(SqliteStore store) {
        return store.<Integer>write(writes -> writes.pruneEvents(TEN, T0));
    }

    private static void pruneAll(SqliteStore store) {
        int gone = prune(store);
        while (gone > 0) {
            gone = prune(store);
        }
    }

    private long size() throws IOException {
        return Files.size(directory.resolve("tagma.db"));
    }

    @Test
    void aLogOfConstantLengthKeepsAFileOfConstantSize() throws IOException {
        for (int round = 0; round < 3; round++) {
            try (SqliteStore store = open()) {
                append(store, 500, 1_000);
                pruneAll(store);
            }
        }
        long soon = size();
        for (int round = 0; round < 10; round++) {
            try (SqliteStore store = open()) {
                append(store, 500, 1_000);
                pruneAll(store);
            }
        }

        assertThat(size()).isLessThan(2 * soon);
    }

    @Test
    void aGreatHeapOfFreePagesGoesBackToTheDisk() throws IOException {
        try (SqliteStore store = open()) {
            for (int work = 0; work < 20; work++) {
                append(store, 1_000, 2_000);
            }
        }
        long full = size();

        try (SqliteStore store = open()) {
            pruneAll(store);
            // Each pruning gives back a portion, even one that finds nothing to prune.
            IntStream.range(0, 20).forEach(time -> prune(store));
        }

        assertThat(full).isGreaterThan(40_000_000);
        assertThat(size()).isLessThan(20_000_000);
    }
}
