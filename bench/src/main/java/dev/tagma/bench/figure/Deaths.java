package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.Seen;
import dev.tagma.bench.stage.Stage;
import dev.tagma.bench.stage.Subscriber;
import java.time.Duration;
import java.util.List;

/** From an agent's death to a subscriber. The first few sessions do not live any more afterwards. */
final class Deaths implements LiveFigure {

    private static final int DEATHS = 20;
    private static final Duration BAR = Duration.ofMillis(1_500);

    @Override
    public void measure(Stage stage, List<QuietAgent> agents, Report report) throws Exception {
        Samples samples = new Samples();
        try (Subscriber subscriber = stage.subscribe("session.lifecycle")) {
            for (QuietAgent agent : agents.subList(0, Math.min(DEATHS, agents.size()))) {
                int mark = subscriber.mark();
                long begun = System.nanoTime();
                agent.dies();
                Seen seen = subscriber.await(
                        mark, one -> one.is("session.lifecycle", agent.session()) && one.says("to", "stopped"));
                samples.addNanos(seen.nanos() - begun);
            }
        }
        report.add(Row.judged("death of an agent → subscriber", "≤ 1.5 s", samples.text(), samples.below(0.99, BAR)));
    }
}
