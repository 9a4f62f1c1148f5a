package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.stage.Figures;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What a daemon costs while nothing happens: memory and CPU. */
final class Rest implements LiveFigure {

    /** What sessions that have just begun still do is over by then, timers of seconds too. */
    private static final Duration SETTLING = Duration.ofSeconds(8);

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int WITH_BAR = 100;
    private static final int MEGABYTES = 150;
    private static final double PERCENT = 2;

    private final int sessions;

    Rest(int sessions) {
        this.sessions = sessions;
    }

    @Override
    public void measure(Stage stage, List<QuietAgent> agents, Report report) throws Exception {
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        Figures daemon = stage.daemon();
        Duration before = daemon.cpu();
        Duration tmuxBefore = agents.isEmpty() ? Duration.ZERO : stage.tmux().cpu();
        TimeUnit.NANOSECONDS.sleep(WINDOW.toNanos());
        double percent = percent(daemon.cpu().minus(before));
        long megabytes = daemon.megabytes();
        String measured = String.format(Locale.ROOT, "%d MB RSS, %.1f %% of a core", megabytes, percent);
        if (!agents.isEmpty()) {
            measured += String.format(
                    Locale.ROOT,
                    "; tmux %d MB, %.1f %%",
                    stage.tmux().megabytes(),
                    percent(stage.tmux().cpu().minus(tmuxBefore)));
        }
        String what = "daemon at rest, %d idle sessions".formatted(sessions);
        report.add(
                sessions == WITH_BAR
                        ? Row.judged(
                                what,
                                "≤ 150 MB RSS, ≤ 2 % of a core",
                                measured,
                                megabytes <= MEGABYTES && percent <= PERCENT)
                        : Row.told(what, measured));
    }

    private static double percent(Duration used) {
        return 100.0 * used.toMillis() / WINDOW.toMillis();
    }
}
