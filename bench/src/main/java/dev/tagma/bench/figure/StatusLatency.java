package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.QuietAgent.Screen;
import dev.tagma.bench.stage.QuietAgent.State;
import dev.tagma.bench.stage.Seen;
import dev.tagma.bench.stage.Stage;
import dev.tagma.bench.stage.Subscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** From a change at the agent to a subscriber of the events: by the state file, by a hook, and by the screen alone. */
final class StatusLatency implements LiveFigure {

    private static final String BAR = "p50 ≤ 20 ms, p99 ≤ 100 ms";
    private static final Duration MEDIAN = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(100);
    private static final Duration ERROR = Duration.ofMillis(250);
    private static final Duration SCREEN = Duration.ofMillis(1_500);
    private static final int ROUNDS = 4;
    private static final int SCREENS = 10;

    private final Samples files = new Samples();
    private final Samples hooks = new Samples();
    private final Samples errors = new Samples();
    private final Samples screens = new Samples();

    @Override
    public void measure(Stage stage, List<QuietAgent> agents, Report report) throws Exception {
        try (Subscriber subscriber = stage.subscribe("session.activity")) {
            for (int round = 0; round < ROUNDS; round++) {
                for (QuietAgent agent : agents) {
                    turn(subscriber, agent);
                }
            }
            for (QuietAgent agent : agents.subList(0, Math.min(SCREENS, agents.size()))) {
                retrying(subscriber, agent);
                error(subscriber, agent);
            }
        }
        report.add(Row.judged(
                "change at the agent → subscriber, by file, " + agents.size() + " live",
                BAR,
                files.text(),
                files.below(0.5, MEDIAN) && files.below(0.99, LONGEST)));
        report.add(Row.judged(
                "the same by hook, with the hook's own start",
                BAR,
                hooks.text(),
                hooks.below(0.5, MEDIAN) && hooks.below(0.99, LONGEST)));
        report.add(Row.judged("error, by hook → reported", "≤ 250 ms", errors.text(), errors.below(0.99, ERROR)));
        report.add(Row.judged(
                "change of the screen alone → subscriber", "≤ 1.5 s", screens.text(), screens.below(0.99, SCREEN)));
    }

    private void turn(Subscriber subscriber, QuietAgent agent) throws IOException, InterruptedException {
        change(files, subscriber, agent, "working", () -> agent.does(State.BUSY));
        change(hooks, subscriber, agent, "compacting", () -> agent.hook("PreCompact", ""));
        change(hooks, subscriber, agent, "working", () -> agent.hook("PostCompact", ""));
        change(files, subscriber, agent, "idle", () -> agent.does(State.IDLE));
    }

    private void retrying(Subscriber subscriber, QuietAgent agent) throws IOException, InterruptedException {
        change(new Samples(), subscriber, agent, "working", () -> agent.does(State.BUSY));
        change(screens, subscriber, agent, "retrying", () -> agent.shows(Screen.RETRYING));
        change(new Samples(), subscriber, agent, "working", () -> agent.shows(Screen.WORKING));
        agent.shows(Screen.IDLE);
        change(new Samples(), subscriber, agent, "idle", () -> agent.does(State.IDLE));
    }

    private void error(Subscriber subscriber, QuietAgent agent) throws IOException, InterruptedException {
        change(new Samples(), subscriber, agent, "working", () -> agent.does(State.BUSY));
        change(errors, subscriber, agent, "error", () -> {
            agent.hook("StopFailure", ",\"last_assistant_message\":\"API Error: 400\"");
            agent.does(State.IDLE);
        });
        change(new Samples(), subscriber, agent, "working", () -> {
            agent.hook("UserPromptSubmit", ",\"prompt\":\"go on\"");
            agent.does(State.BUSY);
        });
        change(new Samples(), subscriber, agent, "idle", () -> agent.does(State.IDLE));
    }

    private interface Change {
        void happens() throws IOException;
    }

    private static void change(Samples samples, Subscriber subscriber, QuietAgent agent, String activity, Change change)
            throws IOException, InterruptedException {
        int mark = subscriber.mark();
        long begun = System.nanoTime();
        change.happens();
        Seen seen = subscriber.await(
                mark, one -> one.is("session.activity", agent.session()) && one.says("activity", activity));
        samples.addNanos(seen.nanos() - begun);
    }
}
