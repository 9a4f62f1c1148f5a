package dev.tagma.server.route;

import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.status.Activity;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet;
import dev.tagma.engine.Fleet.Awaited;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.server.http.Refusal;
import dev.tagma.server.mapping.SessionMapping;
import dev.tagma.server.mapping.WorkMapping;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.server.stream.RunningCalls;
import dev.tagma.spi.workspace.Workspaces.Permit;
import dev.tagma.wire.operation.Force;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.operation.WaitFor;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.session.AttachJson;
import dev.tagma.wire.session.CourseJson;
import dev.tagma.wire.session.GoalDroppedJson;
import dev.tagma.wire.session.GoalHeldJson;
import dev.tagma.wire.session.GoalWishJson;
import dev.tagma.wire.session.GroupListJson;
import dev.tagma.wire.session.HandedJson;
import dev.tagma.wire.session.HandoffJson;
import dev.tagma.wire.session.NewSessionJson;
import dev.tagma.wire.session.RemovalJson;
import dev.tagma.wire.session.SessionChangeJson;
import dev.tagma.wire.session.SessionJson;
import dev.tagma.wire.session.SessionListJson;
import dev.tagma.wire.session.WaitJson;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Sessions themselves. */
final class SessionRoutes {

    private final Fleet fleet;
    private final RunningCalls running;

    SessionRoutes(Fleet fleet, RunningCalls running) {
        this.fleet = fleet;
        this.running = running;
    }

    Map<Operation, Handler> handlers() {
        return Map.ofEntries(
                Map.entry(SessionOperations.CREATE, this::create),
                Map.entry(SessionOperations.LIST, this::list),
                Map.entry(SessionOperations.GET, call -> shown(fleet.get(call.tenant(), session(call)))),
                Map.entry(SessionOperations.CHANGE, this::change),
                Map.entry(SessionOperations.REMOVE, this::remove),
                Map.entry(SessionOperations.INTERRUPT, step(fleet::interrupt)),
                Map.entry(SessionOperations.MODE, this::mode),
                Map.entry(SessionOperations.GOAL, this::goal),
                Map.entry(SessionOperations.SET_GOAL, this::pursue),
                Map.entry(
                        SessionOperations.DROP_GOAL,
                        call -> new Outcome.Value(new GoalDroppedJson(fleet.dropGoal(call.caller(), session(call))))),
                Map.entry(SessionOperations.ESCAPE, step(fleet::escape)),
                Map.entry(SessionOperations.STOP, step(fleet::stop)),
                Map.entry(SessionOperations.START, step(fleet::start)),
                Map.entry(SessionOperations.RESTART, step(fleet::restart)),
                Map.entry(SessionOperations.RESUME, step(fleet::start)),
                Map.entry(SessionOperations.FORK, this::fork),
                Map.entry(SessionOperations.HANDOFF, this::handOff),
                Map.entry(SessionOperations.WAIT, this::await),
                Map.entry(
                        SessionOperations.EXPLAIN,
                        call -> new Outcome.Value(
                                SessionMapping.explanation(fleet.explain(call.tenant(), session(call))))),
                Map.entry(
                        SessionOperations.ATTACH,
                        call -> new Outcome.Value(new AttachJson(fleet.attachCommand(call.tenant(), session(call))))),
                Map.entry(
                        SessionOperations.GROUPS,
                        call -> new Outcome.Value(new GroupListJson(Groups.of(fleet.list(call.tenant()))))));
    }

    private SessionId session(Call call) {
        return fleet.resolve(call.tenant(), call.text("id"));
    }

    private interface Step extends BiFunction<Caller, SessionId, SessionView> {}

    private Handler step(Step step) {
        return call -> shown(step.apply(call.caller(), session(call)));
    }

    private Outcome create(Call call) {
        NewSessionJson wanted = call.body(NewSessionJson.class);
        String path = wanted.path()
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID, "Field 'path' is missing; name the directory the session is about"));
        return created(
                fleet.create(call.caller(), Wishes.session(wanted, Wishes.directory("path", path), Optional.empty())));
    }

    private Outcome fork(Call call) {
        SessionId id = session(call);
        Session original = fleet.get(call.tenant(), id).session();
        NewSessionJson wanted = call.body(NewSessionJson.class);
        String path = wanted.path().orElse(original.wanted().place());
        return created(fleet.fork(
                call.caller(), id, Wishes.session(wanted, Wishes.directory("path", path), Optional.of(original))));
    }

    private Outcome handOff(Call call) {
        HandoffJson wanted = call.body(HandoffJson.class);
        Fleet.Handed handed = fleet.handOff(
                call.caller(),
                session(call),
                new Fleet.Handoff(
                        wanted.key(),
                        wanted.handle().map(Handle::value),
                        wanted.agent().map(AgentId::value),
                        wanted.model(),
                        wanted.mode(),
                        wanted.prompt(),
                        wanted.interrupt().orElse(false)));
        return new Outcome.Value(
                new HandedJson(
                        SessionMapping.session(handed.from()),
                        SessionMapping.session(handed.to()),
                        handed.carried(),
                        handed.lost()),
                Optional.of(
                        SessionOperations.GET.pathFor(handed.to().session().id().toString())));
    }

    private Outcome list(Call call) {
        List<GroupPath> groups = call.all("group").stream()
                .map(text -> call.parsed("group", text, GroupPath::new))
                .toList();
        List<AgentId> agents = call.all("agent").stream()
                .map(text -> call.parsed("agent", text, AgentId::new))
                .toList();
        List<String> tags = call.all("tag");
        List<Activity> activities = call.choices("activity", Activity.class);
        List<Lifecycle> lifecycles = call.choices("lifecycle", Lifecycle.class);
        List<SessionJson> found = fleet.list(call.tenant()).stream()
                .filter(view -> groups.isEmpty()
                        || groups.stream().anyMatch(view.session().group()::within))
                .filter(view -> agents.isEmpty()
                        || agents.contains(view.session().launch().agent()))
                .filter(view ->
                        tags.isEmpty() || tags.stream().anyMatch(view.session().tags()::contains))
                .filter(view -> activities.isEmpty()
                        || view.status().activity().filter(activities::contains).isPresent())
                .filter(view -> lifecycles.isEmpty()
                        || lifecycles.contains(view.session().lifecycle()))
                .map(SessionMapping::session)
                .toList();
        return new Outcome.Value(new SessionListJson(found));
    }

    private Outcome change(Call call) {
        SessionChangeJson changes = call.body(SessionChangeJson.class);
        return shown(fleet.describe(
                call.caller(),
                session(call),
                new Fleet.Description(
                        changes.handle().map(Handle::value),
                        changes.title(),
                        changes.group(),
                        changes.tags().map(HashSet::new))));
    }

    private Outcome mode(Call call) {
        CourseJson course = call.body(CourseJson.class);
        if (course.mode().isEmpty() && course.model().isEmpty()) {
            throw new Refusal(ErrorCode.INVALID, "There is nothing to change: give 'mode', or 'model'");
        }
        return shown(fleet.change(call.caller(), session(call), new Fleet.Course(course.mode(), course.model())));
    }

    private Outcome goal(Call call) {
        return new Outcome.Value(
                new GoalHeldJson(fleet.goal(call.tenant(), session(call)).map(SessionMapping::goal)));
    }

    private Outcome pursue(Call call) {
        GoalWishJson wish = call.body(GoalWishJson.class);
        if (wish.equals(new GoalWishJson(Optional.empty(), Optional.empty(), Optional.empty()))) {
            throw new Refusal(
                    ErrorCode.INVALID, "There is nothing to change: give 'objective', 'tokenBudget' or 'pursued'");
        }
        wish.tokenBudget().filter(tokens -> tokens < 1).ifPresent(tokens -> {
            throw new Refusal(ErrorCode.INVALID, "Field 'tokenBudget' is " + tokens + "; it must be 1 or more");
        });
        return new Outcome.Value(SessionMapping.goal(fleet.pursue(
                call.caller(),
                session(call),
                new Fleet.Pursuit(wish.objective(), wish.tokenBudget(), wish.pursued()))));
    }

    private Outcome remove(Call call) {
        Permit permit = call.maybeChoice("force", Force.class)
                .map(force -> switch (force) {
                    case DIRTY -> Permit.DIRTY;
                    case ALL -> Permit.ALL;
                })
                .orElse(Permit.CLEAN_ONLY);
        Fleet.Removal removal = fleet.remove(call.caller(), session(call), permit, call.flag("keepWorkspace"));
        return new Outcome.Value(new RemovalJson(
                removal.session().id(),
                removal.session().handle(),
                removal.rescue().map(WorkMapping::rescue),
                removal.workspaceRemoved(),
                removal.teardown()));
    }

    private Outcome await(Call call) {
        SessionId id = session(call);
        WaitFor what = call.maybeChoice("for", WaitFor.class).orElse(WaitFor.SETTLED);
        if (what != WaitFor.MESSAGE && call.maybeText("message").isPresent()) {
            throw new Refusal(ErrorCode.INVALID, "Parameter 'message' goes with for=message only");
        }
        Awaited awaited = switch (what) {
            case SETTLED -> new Awaited.Settled();
            case LIVE -> new Awaited.Live();
            case GOAL -> new Awaited.GoalOver();
            case MESSAGE -> new Awaited.MessageOver(awaitedMessage(call, id));
        };
        Duration atMost = Duration.ofSeconds(call.whole("timeout"));
        try {
            SessionView reached = running.during(() -> fleet.await(call.tenant(), id, awaited, atMost));
            return new Outcome.Value(new WaitJson(true, SessionMapping.session(reached)));
        } catch (Problem problem) {
            if (running.closing()) {
                throw new Refusal(ErrorCode.UNAVAILABLE, "The daemon is stopping; ask again in a moment");
            }
            if (problem.code() != ProblemCode.TIMED_OUT) {
                throw problem;
            }
            return new Outcome.Value(new WaitJson(false, SessionMapping.session(fleet.get(call.tenant(), id))));
        }
    }

    private MessageId awaitedMessage(Call call, SessionId session) {
        return MessageRoutes.message(fleet, call, session).id();
    }

    private static Outcome shown(SessionView view) {
        return new Outcome.Value(SessionMapping.session(view));
    }

    private static Outcome created(SessionView view) {
        return new Outcome.Value(
                SessionMapping.session(view),
                Optional.of(SessionOperations.GET.pathFor(view.session().id().toString())));
    }
}
