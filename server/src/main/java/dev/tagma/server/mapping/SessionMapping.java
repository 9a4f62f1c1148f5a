package dev.tagma.server.mapping;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.sandbox.Containment;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.Goal;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Attention;
import dev.tagma.core.status.Status;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Fleet.Explanation;
import dev.tagma.engine.SessionView;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.wire.json.Form;
import dev.tagma.wire.json.Times;
import dev.tagma.wire.session.EvidenceJson;
import dev.tagma.wire.session.ExplanationJson;
import dev.tagma.wire.session.FactJson;
import dev.tagma.wire.session.GoalJson;
import dev.tagma.wire.session.RepositoryJson;
import dev.tagma.wire.session.RepositoryStatusJson;
import dev.tagma.wire.session.SandboxJson;
import dev.tagma.wire.session.SessionJson;
import dev.tagma.wire.session.StatusJson;
import dev.tagma.wire.session.TurnSummaryJson;
import dev.tagma.wire.session.WorkspaceJson;
import dev.tagma.wire.session.WorkspaceStatusJson;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Sessions, their status and what it is founded on. */
public final class SessionMapping {

    private SessionMapping() {}

    /** The lifecycle is the recorded one, which events and waits speak of; the status follows it a moment later. */
    public static SessionJson session(SessionView view) {
        Session session = view.session();
        Status status = view.status();
        return new SessionJson(
                session.id(),
                session.handle(),
                session.title(),
                session.group(),
                session.tags().stream().sorted().toList(),
                session.launch().agent(),
                session.launch().driver(),
                session.launch().mode(),
                session.launch().model(),
                session.launch().afterLimit(),
                session.launch().runtime(),
                workspace(session),
                session.lifecycle(),
                status.activity(),
                status.reason(),
                status.since(),
                status.confidence(),
                status.rule(),
                attention(status.attention()),
                status.until(),
                status.quietSince(),
                view.lastTurn().map(turn -> new TurnSummaryJson(turn.number(), TurnMapping.state(turn))),
                view.openRequests().stream().map(RequestMapping::summary).toList(),
                view.queued(),
                session.createdAt(),
                session.agentSessionId(),
                session.parent(),
                session.forkedFrom(),
                session.heritage().handedFrom(),
                session.heritage().handedTo(),
                sandbox(session));
    }

    private static Optional<SandboxJson> sandbox(Session session) {
        SandboxRule rule = session.launch().sandbox();
        return rule.encloses()
                ? Optional.of(new SandboxJson(
                        rule.kind(),
                        rule.network().words(),
                        rule.limits().memory(),
                        rule.limits().processes(),
                        rule.limits().cpuPercent(),
                        rule.readable(),
                        rule.writable(),
                        rule.image(),
                        session.containment().map(Containment::enforced).orElse(List.of()),
                        session.containment().map(Containment::open).orElse(List.of())))
                : Optional.empty();
    }

    public static GoalJson goal(Goal goal) {
        return new GoalJson(
                goal.objective(),
                goal.state(),
                goal.tokenBudget(),
                goal.tokensUsed(),
                goal.timeUsed().toSeconds(),
                goal.since());
    }

    public static ExplanationJson explanation(Explanation explanation) {
        Status status = explanation.status();
        return new ExplanationJson(
                new StatusJson(
                        status.lifecycle(),
                        status.activity(),
                        status.reason(),
                        status.since(),
                        status.confidence(),
                        status.rule(),
                        attention(status.attention()),
                        status.until(),
                        status.quietSince(),
                        status.recheckAt()),
                status.evidence().stream()
                        .map(evidence -> new EvidenceJson(evidence.role(), fact(evidence.fact())))
                        .toList(),
                explanation.facts().stream().map(SessionMapping::fact).toList(),
                explanation.carriers(),
                explanation.rules());
    }

    public static WorkspaceStatusJson workspaceStatus(WorkspaceStatus status) {
        return new WorkspaceStatusJson(
                status.exists(),
                status.clean(),
                status.branch(),
                status.head(),
                status.dirty(),
                status.unpushed(),
                status.ignored(),
                status.operation(),
                status.members().stream().map(SessionMapping::repositoryStatus).toList());
    }

    private static RepositoryStatusJson repositoryStatus(WorkspaceStatus.Member member) {
        WorkspaceStatus status = member.status();
        return new RepositoryStatusJson(
                member.name(),
                status.exists(),
                status.clean(),
                status.branch(),
                status.head(),
                status.dirty().size(),
                status.unpushed(),
                status.operation());
    }

    static List<Attention> attention(Collection<Attention> set) {
        return set.stream().sorted().toList();
    }

    private static WorkspaceJson workspace(Session session) {
        Workspace workspace = session.workspace();
        return new WorkspaceJson(
                workspace.kind(),
                workspace.path(),
                workspace.repository(),
                workspace.branch(),
                workspace.base(),
                workspace.owned(),
                session.wanted().outfit().variables(),
                workspace.members().stream().map(SessionMapping::repository).toList());
    }

    private static RepositoryJson repository(Workspace member) {
        return new RepositoryJson(
                member.name(), member.kind(), member.path(), member.repository(), member.branch(), member.base());
    }

    private static FactJson fact(Fact fact) {
        return new FactJson(
                fact.source(),
                fact.question(),
                reading(fact.reading()),
                fact.happenedAt(),
                fact.observedAt(),
                reach(fact.reach()),
                fact.process().map(ProcessKey::pid),
                fact.detail());
    }

    private static String reading(Reading reading) {
        return switch (reading) {
            case Reading.ProcessSeen seen ->
                seen.alive()
                        ? "process alive"
                        : seen.exitCode().isPresent()
                                ? "process gone with exit code "
                                        + seen.exitCode().getAsInt()
                                : "process gone";
            case Reading.Turn(Reading.TurnState state) -> "turn " + words(state);
            case Reading.Waiting(Reading.WaitingFor what) -> "waiting for " + words(what);
            case Reading.Background(int running) -> running + " in the background";
            case Reading.Condition(Reading.ConditionKind kind, String detail, Optional<Instant> until) ->
                words(kind)
                        + (detail.isEmpty() ? "" : ": " + detail)
                        + until.map(time -> ", until " + Times.text(time)).orElse("");
            case Reading.Composer(Reading.ComposerState state) -> "composer " + words(state);
        };
    }

    private static String reach(Reach reach) {
        return switch (reach) {
            case Reach.Level() -> "level";
            case Reach.Edge(Optional<Instant> deadline) ->
                deadline.map(time -> "edge until " + Times.text(time)).orElse("edge");
        };
    }

    private static String words(Enum<?> constant) {
        return Form.name(constant).replace('_', ' ');
    }
}
