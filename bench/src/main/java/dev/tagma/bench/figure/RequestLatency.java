package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.QuietAgent.State;
import dev.tagma.bench.stage.Seen;
import dev.tagma.bench.stage.Stage;
import dev.tagma.bench.stage.Subscriber;
import dev.tagma.wire.request.ApprovalJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** From a permission that an agent asks for to a subscriber, and from its approval to the agent's hook that may go on. */
final class RequestLatency implements LiveFigure {

    private static final Duration REPORTED = Duration.ofMillis(250);
    private static final Duration APPROVED = Duration.ofMillis(100);

    @Override
    public void measure(Stage stage, List<QuietAgent> agents, Report report) throws Exception {
        Samples reported = new Samples();
        Samples approved = new Samples();
        try (Subscriber subscriber = stage.subscribe("session.activity", "request.opened")) {
            for (QuietAgent agent : agents) {
                int mark = subscriber.mark();
                agent.does(State.BUSY);
                subscriber.await(mark, activity(agent, "working"));
                mark = subscriber.mark();
                long asked = System.nanoTime();
                Process hook = agent.hook(
                        "PermissionRequest", ",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"true\"}", "ask");
                agent.does(State.WAITING);
                Seen opened = subscriber.await(mark, one -> one.is("request.opened", agent.session()));
                reported.addNanos(opened.nanos() - asked);
                subscriber.await(mark, activity(agent, "waiting_permission"));
                long approving = System.nanoTime();
                stage.post(
                        "/v1/sessions/" + agent.session() + "/approve",
                        new ApprovalJson(Optional.empty(), Optional.empty()));
                String answer = new String(hook.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                approved.addNanos(System.nanoTime() - approving);
                if (!answer.contains("allow")) {
                    throw new IllegalStateException("The hook was told '" + answer + "' and not to allow it");
                }
                mark = subscriber.mark();
                agent.does(State.IDLE);
                subscriber.await(mark, activity(agent, "idle"));
            }
        }
        report.add(Row.judged(
                "permission asked for → reported", "≤ 250 ms", reported.text(), reported.below(0.99, REPORTED)));
        report.add(Row.judged(
                "approve → the agent has the answer", "≤ 100 ms", approved.text(), approved.below(0.99, APPROVED)));
    }

    private static Predicate<Seen> activity(QuietAgent agent, String activity) {
        return one -> one.is("session.activity", agent.session()) && one.says("activity", activity);
    }
}
