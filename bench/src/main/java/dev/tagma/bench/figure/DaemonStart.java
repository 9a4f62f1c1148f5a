package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.bench.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** How long the daemon takes from its start to being ready, with nothing in its store and with a long past. */
public final class DaemonStart implements Figure {

    private static final int TIMES = 5;
    private static final int SESSIONS = 1_000;
    private static final int EVENTS = 1_000_000;
    private static final Duration EMPTY = Duration.ofMillis(700);
    private static final Duration FULL = Duration.ofSeconds(2);

    private final Path launcher;

    public DaemonStart(Path launcher) {
        this.launcher = launcher;
    }

    @Override
    public void measure(Report report) throws IOException {
        try (Stage stage = new Stage(launcher)) {
            Samples empty = starts(stage);
            report.add(Row.judged("daemon, start to ready, empty", "≤ 0.7 s", empty.text(), empty.below(0.5, EMPTY)));
            FilledStore.add(stage.home().state().resolve("tagma.db"), SESSIONS, EVENTS);
            Samples full = starts(stage);
            report.add(Row.judged(
                    "the same with 1,000 sessions and 1 M events", "≤ 2 s", full.text(), full.below(0.5, FULL)));
        }
    }

    /** The time that the command which starts it takes, less that of the same command when it runs. */
    private static Samples starts(Stage stage) throws IOException {
        Samples samples = new Samples();
        for (int time = 0; time < TIMES; time++) {
            long begun = System.nanoTime();
            stage.start();
            long started = System.nanoTime();
            stage.start();
            long command = System.nanoTime() - started;
            samples.addNanos(started - begun - command);
            stage.kill();
        }
        return samples;
    }
}
