package dev.tagma.store.sqlite;

import dev.tagma.core.event.EventData;
import dev.tagma.core.session.SessionId;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Retention;
import dev.tagma.testkit.contract.StoreSamples;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Measures the store on this machine: appends, latencies, and that nothing grows with the log. Its argument is a directory
 * on the disk to measure, which is filled with some 700 MB.
 */
public final class StoreMeasurements {

    private static final PrintStream OUT = System.out;

    private final Path file;

    private StoreMeasurements(Path file) {
        this.file = file;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(arguments[0]), "tagma-store");
        for (SqliteStore.Sync sync : SqliteStore.Sync.values()) {
            new StoreMeasurements(directory.resolve(sync + ".db")).writes(sync);
        }
        StoreMeasurements log = new StoreMeasurements(directory.resolve("log.db"));
        for (int thousands : new int[] {1, 100, 1_000}) {
            log.growTo(thousands * 1_000L);
            log.queries();
        }
        log.prunes();
    }

    private SqliteStore open(SqliteStore.Sync sync) {
        return new SqliteStore(file, new SqliteStore.Options(sync, 4), Checkpoint.INERT);
    }

    private void writes(SqliteStore.Sync sync) {
        try (SqliteStore store = open(sync)) {
            SessionId session = StoreSamples.sessionId(1);
            IntConsumer append = number -> store.write(
                    writes -> writes.append(StoreSamples.TENANT, Optional.of(session), Instant.now(), event(number)));
            IntStream.range(0, 20_000).forEach(append);
            for (int callers : new int[] {1, 8, 64}) {
                int events = callers == 1 ? 10_000 : 100_000;
                double seconds = from(callers, events, append);
                OUT.printf("%s: %d callers, one event a work: %,.0f events/s%n", sync, callers, events / seconds);
            }
            long[] nanos = IntStream.range(0, 5_000)
                    .mapToLong(number -> timed(() -> append.accept(number)))
                    .sorted()
                    .toArray();
            OUT.printf(
                    "%s: one write, nothing else: p50 %,d µs, p99 %,d µs, max %,d µs%n",
                    sync, nanos[2_500] / 1_000, nanos[4_950] / 1_000, nanos[4_999] / 1_000);
            long[] durable = IntStream.range(0, 1_000)
                    .mapToLong(number -> timed(() -> store.writeThrough(writes ->
                            writes.append(StoreSamples.TENANT, Optional.of(session), Instant.now(), event(number)))))
                    .sorted()
                    .toArray();
            OUT.printf(
                    "%s: one write through power loss: p50 %,d µs, p99 %,d µs%n",
                    sync, durable[500] / 1_000, durable[990] / 1_000);
        }
    }

    private static double from(int callers, int events, IntConsumer append) {
        AtomicInteger next = new AtomicInteger();
        long nanos = timed(() -> {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int caller = 0; caller < callers; caller++) {
                    threads.execute(() -> {
                        for (int number = next.getAndIncrement(); number < events; number = next.getAndIncrement()) {
                            append.accept(number);
                        }
                    });
                }
            }
        });
        return nanos / 1e9;
    }

    private void growTo(long events) {
        try (SqliteStore store = open(SqliteStore.Sync.NORMAL)) {
            long have =
                    store.read(reads -> reads.eventRange(StoreSamples.TENANT).newest());
            Instant now = Instant.now();
            while (have < events) {
                long from = have;
                have = store.write(writes -> {
                    long last = from;
                    for (int number = 0; number < 1_000; number++) {
                        SessionId session = StoreSamples.sessionId(number % 50);
                        last = writes.append(StoreSamples.TENANT, Optional.of(session), now, event(number))
                                .sequence();
                    }
                    return last;
                });
            }
            if (store.read(reads -> reads.allSessions()).isEmpty()) {
                store.write(writes -> {
                    IntStream.range(0, 50).forEach(number -> writes.put(StoreSamples.session(number)));
                    return true;
                });
            }
        }
    }

    private void queries() throws IOException {
        long open = timed(() -> open(SqliteStore.Sync.NORMAL).close());
        long opened = median(() -> timed(() -> open(SqliteStore.Sync.NORMAL).close()), 20);
        try (SqliteStore store = open(SqliteStore.Sync.NORMAL)) {
            long newest =
                    store.read(reads -> reads.eventRange(StoreSamples.TENANT).newest());
            OUT.printf(
                    "log of %,d events, %,d MB: open and close %,d µs (first %,d)",
                    newest, Files.size(file) >> 20, opened / 1_000, open / 1_000);
            OUT.printf(
                    ", eventRange %,d µs",
                    median(() -> timed(() -> store.read(reads -> reads.eventRange(StoreSamples.TENANT))), 2_000)
                            / 1_000);
            OUT.printf(
                    ", last 50 %,d µs",
                    median(
                                    () -> timed(() -> store.read(reads ->
                                            reads.events(StoreSamples.TENANT, Optional.empty(), newest - 50, 50))),
                                    2_000)
                            / 1_000);
            OUT.printf(
                    ", 50 in the middle %,d µs",
                    median(
                                    () -> timed(() -> store.read(reads ->
                                            reads.events(StoreSamples.TENANT, Optional.empty(), newest / 2, 50))),
                                    2_000)
                            / 1_000);
            OUT.printf(
                    ", 50 of one session %,d µs",
                    median(
                                    () -> timed(() -> store.read(reads -> reads.events(
                                            StoreSamples.TENANT,
                                            Optional.of(StoreSamples.sessionId(7)),
                                            newest / 2,
                                            50))),
                                    2_000)
                            / 1_000);
            OUT.printf(
                    ", 50 sessions %,d µs%n",
                    median(() -> timed(() -> store.read(reads -> reads.sessions(StoreSamples.TENANT))), 2_000) / 1_000);
        }
    }

    private void prunes() {
        try (SqliteStore store = open(SqliteStore.Sync.NORMAL)) {
            Retention retention = new Retention(Duration.ofDays(1), 500_000, 1L << 40);
            int gone;
            int all = 0;
            long longest = 0;
            long begun = System.nanoTime();
            do {
                long start = System.nanoTime();
                gone = store.write(writes -> writes.pruneEvents(retention, Instant.now()));
                longest = Math.max(longest, System.nanoTime() - start);
                all += gone;
            } while (gone > 0);
            OUT.printf(
                    "pruned %,d events in %,d ms, the longest portion took %,d ms%n",
                    all, (System.nanoTime() - begun) / 1_000_000, longest / 1_000_000);
        }
    }

    private static EventData event(int number) {
        return new EventData.WorkspaceChanged("measured", "x".repeat(280) + number);
    }

    private interface Sample {
        long take();
    }

    private static long median(Sample sample, int times) {
        long[] nanos =
                IntStream.range(0, times).mapToLong(time -> sample.take()).toArray();
        Arrays.sort(nanos);
        return nanos[times / 2];
    }

    private static long timed(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }
}
