package dev.tagma.store.sqlite;

import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.event;
import static dev.tagma.testkit.contract.StoreSamples.fact;
import static dev.tagma.testkit.contract.StoreSamples.message;
import static dev.tagma.testkit.contract.StoreSamples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.event.Event;
import dev.tagma.spi.fault.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was acknowledged survives {@code kill -9} of the process at any moment; nothing is there by half. */
final class KillTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("tagma.db");
    }

    @Test
    void everyAcknowledgedWriteSurvivesKillsAtRandom() throws Exception {
        Random random = new Random(20260301);
        long total = 0;
        for (int round = 0; round < 6; round++) {
            List<Long> acknowledged;
            try (ChildStore child = ChildStore.start(file(), "8")) {
                child.awaitAcknowledged(1 + random.nextInt(1_500));
                acknowledged = child.kill();
            }

            long kept = requireWhole();
            assertThat(acknowledged).doesNotHaveDuplicates().allMatch(sequence -> sequence <= kept);
            assertThat(kept).isGreaterThanOrEqualTo(total + acknowledged.size());
            // One write for each thread may have been committed without its acknowledgement being read.
            assertThat(kept).isLessThanOrEqualTo(total + acknowledged.size() + 8);
            total = kept;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "store.commit.before, 1, 0",
        "store.commit.before, 2, 1",
        "store.commit.before, 50, 49",
        "store.commit.after, 1, 1",
        "store.commit.after, 2, 2",
        "store.commit.after, 50, 50"
    })
    void aKillAtACheckpointKeepsExactlyWhatWasCommitted(String checkpoint, String passing, long kept) throws Exception {
        List<Long> acknowledged;
        try (ChildStore child = ChildStore.start(file(), "1", checkpoint, passing)) {
            child.awaitCheckpoint();
            acknowledged = child.kill();
        }

        assertThat(acknowledged)
                .isEqualTo(LongStream.range(1, Long.parseLong(passing)).boxed().toList());
        assertThat(requireWhole()).isEqualTo(kept);
    }

    @Test
    void aGroupOfWorksIsKeptOrLostAsAWhole() throws Exception {
        List<Long> acknowledged;
        try (ChildStore child = ChildStore.start(file(), "32", "store.commit.before", "10")) {
            child.awaitCheckpoint();
            acknowledged = child.kill();
        }

        assertThat(requireWhole()).isEqualTo(acknowledged.size());
    }

    /** Opens the file as the next daemon would, checks that every step is there entirely, and tells how many there are. */
    private long requireWhole() {
        try (SqliteStore store = new SqliteStore(file(), SqliteStore.Options.DEFAULT, Checkpoint.INERT)) {
            int steps = store.<Integer>read(
                    reads -> Math.toIntExact(reads.eventRange(TENANT).newest()));
            IntStream all = IntStream.rangeClosed(1, steps);
            List<Integer> numbers = all.boxed().toList();
            store.read(reads -> {
                assertThat(reads.events(TENANT, Optional.of(ChildMain.SESSION), 0, steps + 1))
                        .extracting(Event::data)
                        .isEqualTo(numbers.stream()
                                .map(number -> event("step " + number))
                                .toList());
                assertThat(reads.messages(TENANT, ChildMain.SESSION, 0, steps + 1))
                        .isEqualTo(numbers.stream()
                                .map(number -> message(number, ChildMain.SESSION, number))
                                .toList());
                assertThat(reads.turns(TENANT, ChildMain.SESSION, 0, steps + 1))
                        .isEqualTo(numbers.stream()
                                .map(number -> turn(ChildMain.SESSION, number))
                                .toList());
                assertThat(reads.factHistory(TENANT, ChildMain.SESSION, steps + 1)
                                .reversed())
                        .isEqualTo(numbers.stream().map(number -> fact(number)).toList());
                return true;
            });
            return steps;
        }
    }
}
