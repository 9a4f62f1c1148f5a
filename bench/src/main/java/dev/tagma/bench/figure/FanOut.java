package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.QuietAgent.State;
import dev.tagma.bench.stage.Stage;
import dev.tagma.bench.stage.Subscriber;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** From a change at the agent to the last of many subscribers. */
final class FanOut implements LiveFigure {

    private static final int SUBSCRIBERS = 100;
    private static final int TURNS = 25;

    @Override
    public void measure(Stage stage, List<QuietAgent> agents, Report report) throws Exception {
        Samples last = new Samples();
        List<Subscriber> subscribers = new ArrayList<>();
        try {
            for (int number = 0; number < SUBSCRIBERS; number++) {
                subscribers.add(stage.subscribe("session.activity"));
            }
            for (int turn = 0; turn < TURNS; turn++) {
                QuietAgent agent = agents.get(turn % agents.size());
                last.addNanos(change(subscribers, agent, State.BUSY, "working"));
                last.addNanos(change(subscribers, agent, State.IDLE, "idle"));
            }
        } finally {
            subscribers.forEach(Subscriber::close);
        }
        report.add(Row.told("change at the agent → the last of " + SUBSCRIBERS + " subscribers", last.text()));
    }

    private static long change(List<Subscriber> subscribers, QuietAgent agent, State state, String activity)
            throws IOException, InterruptedException {
        List<Integer> marks = subscribers.stream().map(Subscriber::mark).toList();
        long begun = System.nanoTime();
        agent.does(state);
        long latest = begun;
        for (int number = 0; number < subscribers.size(); number++) {
            latest = Math.max(
                    latest,
                    subscribers
                            .get(number)
                            .await(
                                    marks.get(number),
                                    one -> one.is("session.activity", agent.session())
                                            && one.says("activity", activity))
                            .nanos());
        }
        return latest - begun;
    }
}
