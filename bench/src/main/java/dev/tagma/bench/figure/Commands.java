package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How long a command takes from its start to its end, with a daemon that runs, beside another program in the same run. */
public final class Commands implements Figure {

    private static final int TIMES = 20;
    private static final double BAR = 1.3;

    private final Path launcher;

    public Commands(Path launcher) {
        this.launcher = launcher;
    }

    @Override
    public void measure(Report report) throws IOException {
        try (Stage stage = new Stage(launcher)) {
            stage.start();
            String session = QuietAgent.create(stage).session();
            Samples version = new Samples();
            Samples show = new Samples();
            Samples list = new Samples();
            Samples node = new Samples();
            boolean lists =
                    stage.tagma("--help").lines().anyMatch(line -> line.strip().startsWith("ls "));
            Optional<String> program = node();
            // In turns, so that what else the machine does meets all alike.
            for (int time = 0; time < TIMES; time++) {
                take(version, stage, launcher.toString(), "version");
                take(show, stage, launcher.toString(), "show", session);
                if (lists) {
                    take(list, stage, launcher.toString(), "ls");
                }
                if (program.isPresent()) {
                    take(node, stage, program.get(), "-e", "0");
                }
            }
            report.add(Row.told("`tagma version`", version.text()));
            report.add(Row.told("`tagma show`", show.text()));
            String bar = "≤ 1.3 × `node -e 0`";
            if (lists && program.isPresent()) {
                double ratio = (double) list.median().toNanos() / node.median().toNanos();
                report.add(Row.judged(
                        "`tagma ls`",
                        bar,
                        String.format(
                                Locale.ROOT,
                                "%s; `node -e 0` p50 %s; %.1f ×",
                                list.text(),
                                Samples.millis(node.median()),
                                ratio),
                        ratio <= BAR));
            } else {
                report.add(Row.absent("`tagma ls`", bar, lists ? "no node here" : "no such command yet"));
            }
        }
    }

    private static Optional<String> node() {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static void take(Samples samples, Stage stage, String... words) throws IOException {
        long begun = System.nanoTime();
        stage.run(List.of(words));
        samples.addNanos(System.nanoTime() - begun);
    }
}
