package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.Stage;
import dev.tagma.core.status.Activity;
import dev.tagma.wire.session.SessionListJson;
import dev.tagma.wire.session.WaitJson;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A daemon that follows one that was killed: until it answers, and until it knows of every session what it does. */
final class Adoption implements LiveFigure {

    private static final int STORED = 1_000;
    private static final int LIVE = 200;
    private static final int MEGABYTES = 400;
    private static final Duration SETTLING = Duration.ofSeconds(10);

    @Override
    public void measure(Stage stage, List<QuietAgent> agents, Report report) throws Exception {
        stage.kill();
        FilledStore.add(stage.home().state().resolve("tagma.db"), Math.max(0, STORED - agents.size()), 0);
        long begun = System.nanoTime();
        stage.start();
        Duration ready = Duration.ofNanos(System.nanoTime() - begun);
        for (QuietAgent agent : agents) {
            known(stage, agent);
        }
        Duration known = Duration.ofNanos(System.nanoTime() - begun);
        report.add(Row.told(
                "`kill -9`, then the next command: answers; knows all " + agents.size() + " sessions",
                Samples.millis(ready) + "; " + Samples.millis(known)));
        TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
        long megabytes = stage.daemon().megabytes();
        int stored = stage.get("/v1/sessions", SessionListJson.class).sessions().size();
        String what = "daemon, %,d sessions in store, %d live".formatted(stored, agents.size());
        report.add(
                agents.size() == LIVE
                        ? Row.judged(what, "≤ 400 MB RSS", megabytes + " MB RSS", megabytes <= MEGABYTES)
                        : Row.told(what, megabytes + " MB RSS"));
    }

    /** Waits, as a client would, until the session's status is known again. */
    private static void known(Stage stage, QuietAgent agent) {
        WaitJson waited = stage.get("/v1/sessions/" + agent.session() + "/wait?timeout=60", WaitJson.class);
        if (waited.session().activity().filter(Activity.IDLE::equals).isEmpty()) {
            throw new IllegalStateException("After the restart this session is not idle: " + waited.session());
        }
    }
}
