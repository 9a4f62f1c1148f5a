package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.store.sqlite.SqliteStore;
import dev.tagma.testkit.contract.StoreSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** How many events a second many callers append, each in a work of its own that returns when it is committed. */
public final class StoreAppends implements Figure {

    private static final int CALLERS = 64;
    private static final int WARM_UP = 20_000;
    private static final int EVENTS = 100_000;
    private static final double BAR = 20_000;

    @Override
    public void measure(Report report) throws IOException {
        Path directory = Files.createTempDirectory("tagma-bench-store-");
        try {
            double normal = perSecond(directory.resolve("normal.db"), SqliteStore.Sync.NORMAL);
            report.add(Row.judged(
                    "event append, 64 callers, survives `kill -9` (`store.sync: normal`)",
                    "≥ 20,000/s",
                    String.format(Locale.ROOT, "%,.0f/s", normal),
                    normal >= BAR));
            double full = perSecond(directory.resolve("full.db"), SqliteStore.Sync.FULL);
            report.add(Row.judged(
                    "the same, survives a loss of power (`full`)",
                    "≥ 20,000/s",
                    String.format(Locale.ROOT, "%,.0f/s", full),
                    full >= BAR));
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static double perSecond(Path file, SqliteStore.Sync sync) {
        try (SqliteStore store = new SqliteStore(file, new SqliteStore.Options(sync, 4), Checkpoint.INERT)) {
            IntConsumer append = number -> store.write(writes -> writes.append(
                    StoreSamples.TENANT,
                    Optional.of(StoreSamples.sessionId(1)),
                    Instant.now(),
                    FilledStore.event(number)));
            all(WARM_UP, append);
            long begun = System.nanoTime();
            all(EVENTS, append);
            return EVENTS / ((System.nanoTime() - begun) / 1e9);
        }
    }

    private static void all(int events, IntConsumer append) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> {
                    for (int number = next.getAndIncrement(); number < events; number = next.getAndIncrement()) {
                        append.accept(number);
                    }
                });
            }
        }
    }
}
