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
import java.util.stream.Stream;

/** Messages through every driver while agents ask, work and break, and daemons die at checkpoints: none lost, none doubled. */
public final class Deliveries implements Figure {

    private static final String BAR = "0 lost, 0 doubled, 0 into a dialog";
    private static final int OF_A_SESSION = 40;
    private static final int SESSIONS_AT_ONCE = 12;
    private static final int WRONGS_SHOWN = 5;

    private final int messages;

    /** @param messages how many, over all drivers */
    public Deliveries(int messages) {
        this.messages = messages;
    }

    @Override
    public void measure(Report report) throws Exception {
        Path root = Files.createTempDirectory("tagma-bench-");
        try (PlayedDrivers drivers = new PlayedDrivers()) {
            Map<String, PlayedDrivers.Rigging> all = drivers.all();
            int each = Math.ceilDiv(messages, all.size());
            for (Map.Entry<String, PlayedDrivers.Rigging> driver : all.entrySet()) {
                tell(driver.getKey(), run(driver.getValue(), each, Files.createTempDirectory(root, "d")), report);
            }
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

    private static void tell(String driver, List<Beset.Outcome> outcomes, Report report) {
        List<String> wrongs =
                outcomes.stream().flatMap(outcome -> outcome.wrongs().stream()).toList();
        int crashes = outcomes.stream().mapToInt(Beset.Outcome::crashes).sum();
        int done = outcomes.stream().mapToInt(Beset.Outcome::done).sum();
        int inDoubt = outcomes.stream().mapToInt(Beset.Outcome::inDoubt).sum();
        String shown = wrongs.isEmpty()
                ? BAR
                : wrongs.size() + " wrong: "
                        + String.join("; ", wrongs.subList(0, Math.min(WRONGS_SHOWN, wrongs.size())));
        report.add(Row.judged(
                "fuzzed deliveries, " + driver,
                BAR,
                "%s (%d done, %d told as failed or in doubt, %d crashes)".formatted(shown, done, inDoubt, crashes),
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
