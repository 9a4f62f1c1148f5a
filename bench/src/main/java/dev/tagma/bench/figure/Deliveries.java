package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.stage.Beset;
import dev.tagma.bench.stage.PlayedDrivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Messages through every driver while agents ask, work and break, and daemons die at checkpoints: none lost, none doubled. */
public final class Deliveries implements Figure {

    private static final String BAR = "0 lost, 0 doubled, 0 into a dialog";
    private static final int OF_A_SESSION = 40;
    private static final int SESSIONS_AT_ONCE = 12;
    private static final int WRONGS_SHOWN = 5;

    private final Path checkout;
    private final int messages;

    /** @param messages how many, over all drivers */
    public Deliveries(Path checkout, int messages) {
        this.checkout = checkout;
        this.messages = messages;
    }

    @Override
    public void measure(Report report) throws Exception {
        Path root = Files.createTempDirectory("tagma-bench-");
        try (PlayedDrivers drivers = new PlayedDrivers(checkout)) {
            Map<String, PlayedDrivers.Rigging> all = drivers.all();
            int each = Math.ceilDiv(messages, all.size());
            List<Beset.Outcome> total = new ArrayList<>();
            long begun = System.nanoTime();
            for (Map.Entry<String, PlayedDrivers.Rigging> driver : all.entrySet()) {
                long first = System.nanoTime();
                List<Beset.Outcome> outcomes = run(driver.getValue(), each, Files.createTempDirectory(root, "d"));
                tell("fuzzed deliveries, " + driver.getKey(), outcomes, first, report);
                total.addAll(outcomes);
            }
            tell("all of them", total, begun, report);
        } finally {
            remove(root);
        }
    }

    private static List<Beset.Outcome> run(PlayedDrivers.Rigging rigging, int wanted, Path directory) throws Exception {
        List<Callable<Beset.Outcome>> sessions = new ArrayList<>();
        for (int first = 0; first < wanted; first += OF_A_SESSION) {
            int count = Math.min(OF_A_SESSION, wanted - first);
            long seed = first;
            sessions.add(() -> {
                try (Beset beset = new Beset(rigging.in(Files.createTempDirectory(directory, "s")), seed)) {
                    return beset.run(count);
                }
            });
        }
        List<Beset.Outcome> outcomes = new ArrayList<>();
        try (ExecutorService players = Executors.newFixedThreadPool(SESSIONS_AT_ONCE)) {
            for (Future<Beset.Outcome> outcome : players.invokeAll(sessions)) {
                outcomes.add(outcome.get());
            }
        }
        return outcomes;
    }

    private static void tell(String what, List<Beset.Outcome> outcomes, long begun, Report report) {
        List<String> wrongs =
                outcomes.stream().flatMap(outcome -> outcome.wrongs().stream()).toList();
        int sent = outcomes.stream().mapToInt(Beset.Outcome::messages).sum();
        int crashes = outcomes.stream().mapToInt(Beset.Outcome::crashes).sum();
        int done = outcomes.stream().mapToInt(Beset.Outcome::done).sum();
        int inDoubt = outcomes.stream().mapToInt(Beset.Outcome::inDoubt).sum();
        String shown = wrongs.isEmpty()
                ? BAR
                : wrongs.size() + " wrong: "
                        + String.join("; ", wrongs.subList(0, Math.min(WRONGS_SHOWN, wrongs.size())));
        report.add(Row.judged(
                what,
                BAR,
                "%s (%d sent, %d done, %d told as failed or in doubt, %d crashes, %d s)"
                        .formatted(
                                shown,
                                sent,
                                done,
                                inDoubt,
                                crashes,
                                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)),
                wrongs.isEmpty()));
    }

    private static void remove(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
