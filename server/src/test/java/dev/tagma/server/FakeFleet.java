package dev.tagma.server;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import dev.tagma.core.message.DeliveryStage;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.Goal;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Attention;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.status.Evidence;
import dev.tagma.core.status.Status;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.usage.Cost;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.Usage;
import dev.tagma.core.usage.UsageBy;
import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Caller;
import dev.tagma.engine.EventLog;
import dev.tagma.engine.Fleet;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.ForeignPane;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.View;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchHit;
import dev.tagma.spi.store.Reads.UsageQuery;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fleet in memory: sessions, messages and requests are kept, agents do nothing by themselves. What was asked of it can
 * be looked at.
 */
final class FakeFleet implements Fleet {

    static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
    static final TreeId TREE = new TreeId("0123456789abcdef0123456789abcdef01234567");

    final FakeEventLog log = new FakeEventLog();
    final List<String> asked = new ArrayList<>();
    final List<Caller> callers = new ArrayList<>();
    final List<NewSession> wanted = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    final List<Sought> sought = new ArrayList<>();

    /** Released when an await that nothing satisfies has begun. */
    final CountDownLatch waiting = new CountDownLatch(1);

    /** What the next listings fail with. */
    volatile Optional<RuntimeException> breakdown = Optional.empty();

    private final Map<String, FakeView> views = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Map<SessionId, Session> sessions = new LinkedHashMap<>();
    private final Map<SessionId, Activity> activities = new LinkedHashMap<>();
    private final Map<MessageId, Message> messages = new LinkedHashMap<>();
    private final Map<RequestId, Request> requests = new LinkedHashMap<>();

    /** A live session with everything that a session can have. */
    synchronized Session add(String handle, Activity activity) {
        SessionId id = new SessionId(nextId());
        Session session = new Session(
                TenantId.DEFAULT,
                id,
                Optional.empty(),
                new Handle(handle),
                "Ärger with the API",
                new GroupPath("team/api"),
                Set.of("urgent", "b"),
                new Session.Launch(
                        new AgentId("claude-code"),
                        DriverKind.TERMINAL,
                        PermissionMode.EDITS,
                        Optional.of("sonnet"),
                        Map.of(),
                        List.of()),
                new Session.WantedWorkspace("/home/anna/api", "automatic", Optional.empty(), Optional.empty()),
                new Workspace(
                        Workspace.Kind.WORKTREE,
                        "/w/" + handle,
                        Optional.of("/home/anna/api"),
                        Optional.of("tagma/" + handle),
                        Optional.of("abc"),
                        true),
                Lifecycle.LIVE,
                T0,
                "",
                Optional.of(new AgentSessionId("a1")),
                Optional.of("tmux:1"),
                Optional.empty(),
                Optional.empty(),
                T0,
                Optional.empty(),
                Session.Heritage.NONE);
        sessions.put(id, session);
        activities.put(id, activity);
        return session;
    }

    synchronized void activity(SessionId id, Activity activity) {
        activities.put(id, activity);
    }

    synchronized Request ask(SessionId session, RequestKind kind, List<Request.Ask> questions) {
        Request request = new Request(
                TenantId.DEFAULT,
                session,
                new RequestId(nextId()),
                "key" + ids.get(),
                kind,
                "Run git push?",
                Optional.of("Bash"),
                "{\"command\":\"git push\"}",
                questions,
                Request.Channel.NATIVE,
                T0,
                Optional.empty(),
                Optional.empty());
        requests.put(request.id(), request);
        return request;
    }

    private UUID nextId() {
        return new UUID(0x01932d3c_8a00_7000L, 0x8000_0000_0000_0000L + ids.incrementAndGet());
    }

    private synchronized void asked(String what, Caller caller) {
        asked.add(what);
        callers.add(caller);
    }

    @Override
    public SessionView create(Caller caller, NewSession wish) {
        asked("create", caller);
        wanted.add(wish);
        Session session = add(wish.handle().orElse("made-" + (ids.get() + 1)), Activity.IDLE);
        return get(caller.tenant(), session.id());
    }

    @Override
    public synchronized SessionId resolve(TenantId tenant, String name) {
        List<Session> fitting = sessions.values().stream()
                .filter(session -> session.handle().value().startsWith(name)
                        || session.id().toString().startsWith(name))
                .toList();
        Optional<Session> exact = sessions.values().stream()
                .filter(session -> session.handle().value().equals(name)
                        || session.id().toString().equals(name))
                .findFirst();
        if (exact.isPresent()) {
            return exact.get().id();
        }
        if (fitting.isEmpty() || name.isEmpty()) {
            throw new Problem(ProblemCode.NOT_FOUND, "There is no session '" + name + "'");
        }
        if (fitting.size() > 1) {
            throw new Problem(
                    ProblemCode.AMBIGUOUS,
                    "'" + name + "' fits "
                            + fitting.stream()
                                    .map(each -> each.handle().value())
                                    .toList());
        }
        return fitting.getFirst().id();
    }

    @Override
    public synchronized SessionView get(TenantId tenant, SessionId id) {
        Session session = sessions.get(id);
        if (session == null) {
            throw new Problem(ProblemCode.NOT_FOUND, "There is no session '" + id + "'");
        }
        Activity activity = activities.getOrDefault(id, Activity.IDLE);
        return new SessionView(
                session,
                status(activity),
                Optional.of(turn(id, 2, Optional.empty())),
                openRequests(tenant, Optional.of(id)),
                1);
    }

    private static Fact fact(Reading reading) {
        return new Fact(
                Source.HOOK, reading, T0, T0, Reach.LEVEL, Optional.of(new ProcessKey(42, 7, "boot")), "hook Stop");
    }

    private static Status status(Activity activity) {
        return new Status(
                Lifecycle.LIVE,
                Optional.of(activity),
                "The turn is over",
                T0,
                Confidence.HIGH,
                "idle",
                List.of(new Evidence(fact(new Reading.Turn(Reading.TurnState.OVER)), Evidence.Role.DECIDES)),
                Set.of(Attention.HELD_DRAFT),
                Optional.of(T0),
                Optional.of(T0),
                Optional.of(T0));
    }

    private static Turn turn(SessionId session, int number, Optional<TurnOutcome> outcome) {
        return new Turn(
                TenantId.DEFAULT,
                session,
                number,
                "turn" + number,
                Optional.empty(),
                "Please",
                T0,
                Optional.of(TREE),
                outcome.map(how -> T0),
                outcome,
                outcome.map(how -> TREE),
                outcome.map(how -> "Done."));
    }

    @Override
    public synchronized List<SessionView> list(TenantId tenant) {
        breakdown.ifPresent(fault -> {
            throw fault;
        });
        return sessions.keySet().stream().map(id -> get(tenant, id)).toList();
    }

    @Override
    public synchronized SessionView describe(Caller caller, SessionId id, Description changes) {
        asked("describe", caller);
        Session old = get(caller.tenant(), id).session();
        sessions.put(
                id,
                old.described(
                        changes.handle().map(Handle::new).orElse(old.handle()),
                        changes.title().orElse(old.title()),
                        changes.group().orElse(old.group()),
                        changes.tags().orElse(old.tags())));
        return get(caller.tenant(), id);
    }

    @Override
    public synchronized Message send(Caller caller, SessionId id, NewMessage wish) {
        asked("send", caller);
        Optional<Message> same = messages.values().stream()
                .filter(message -> wish.key().isPresent() && message.key().equals(wish.key()))
                .findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        Message message = new Message(
                TenantId.DEFAULT,
                id,
                new MessageId(nextId()),
                messages.size() + 1L,
                wish.key(),
                caller.name(),
                wish.text(),
                wish.mode(),
                MessageState.ACCEPTED,
                T0,
                T0,
                Optional.of("a turn runs"),
                Optional.empty(),
                wish.expires(),
                DeliveryStage.NONE,
                Optional.empty(),
                0,
                Optional.empty());
        messages.put(message.id(), message);
        return message;
    }

    @Override
    public synchronized Message message(TenantId tenant, MessageId id) {
        Message message = messages.get(id);
        if (message == null) {
            throw new Problem(ProblemCode.NOT_FOUND, "There is no message '" + id + "'");
        }
        return message;
    }

    @Override
    public synchronized List<Message> messages(TenantId tenant, SessionId id, long afterSequence, int limit) {
        return messages.values().stream()
                .filter(message -> message.session().equals(id) && message.sequence() > afterSequence)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Message cancel(Caller caller, MessageId id) {
        asked("cancel", caller);
        Message old = message(caller.tenant(), id);
        if (old.state() != MessageState.ACCEPTED) {
            throw new Problem(ProblemCode.CONFLICT, "Message " + id + " has been handed over");
        }
        Message cancelled = old.reached(MessageState.CANCELLED, T0);
        messages.put(id, cancelled);
        return cancelled;
    }

    @Override
    public synchronized List<Request> openRequests(TenantId tenant, Optional<SessionId> session) {
        return requests.values().stream()
                .filter(Request::open)
                .filter(request -> session.isEmpty() || session.get().equals(request.session()))
                .toList();
    }

    @Override
    public synchronized List<Request> requestsBeginning(TenantId tenant, String beginning) {
        return requests.values().stream()
                .filter(request -> request.id().toString().startsWith(beginning))
                .toList();
    }

    @Override
    public synchronized Request request(TenantId tenant, RequestId id) {
        Request request = requests.get(id);
        if (request == null) {
            throw new Problem(ProblemCode.NOT_FOUND, "There is no request '" + id + "'");
        }
        return request;
    }

    @Override
    public synchronized Request answer(Caller caller, RequestId id, Answer answer) {
        asked("answer", caller);
        answers.add(answer);
        Request old = request(caller.tenant(), id);
        if (!old.open()) {
            throw new Problem(ProblemCode.CONFLICT, "Request " + id + " is over");
        }
        Request closed =
                old.closedBy(new Request.Closing(Request.How.ANSWERED, caller.name(), Optional.of(answer), T0));
        requests.put(id, closed);
        return closed;
    }

    private SessionView step(String what, Caller caller, SessionId id) {
        asked(what, caller);
        return get(caller.tenant(), id);
    }

    @Override
    public SessionView interrupt(Caller caller, SessionId id) {
        return step("interrupt", caller, id);
    }

    @Override
    public SessionView change(Caller caller, SessionId id, Course course) {
        return step("change " + course, caller, id);
    }

    @Override
    public Optional<Goal> goal(TenantId tenant, SessionId id) {
        return Optional.of(goal("All tests pass"));
    }

    @Override
    public Goal pursue(Caller caller, SessionId id, Pursuit wanted) {
        asked.add("pursue " + wanted);
        return goal(wanted.objective().orElse("All tests pass"));
    }

    @Override
    public boolean dropGoal(Caller caller, SessionId id) {
        asked.add("drop goal");
        return true;
    }

    private static Goal goal(String objective) {
        return new Goal(
                objective, Goal.State.ACTIVE, Optional.of(100_000L), 1_200, Duration.ofSeconds(90), Instant.EPOCH);
    }

    @Override
    public SessionView escape(Caller caller, SessionId id) {
        return step("escape", caller, id);
    }

    @Override
    public SessionView stop(Caller caller, SessionId id) {
        return step("stop", caller, id);
    }

    @Override
    public SessionView start(Caller caller, SessionId id) {
        return step("start", caller, id);
    }

    @Override
    public SessionView restart(Caller caller, SessionId id) {
        return step("restart", caller, id);
    }

    @Override
    public SessionView fork(Caller caller, SessionId id, NewSession wish) {
        asked("fork", caller);
        wanted.add(wish);
        return get(
                caller.tenant(), add("fork-" + (ids.get() + 1), Activity.IDLE).id());
    }

    @Override
    public synchronized Removal remove(Caller caller, SessionId id, Workspaces.Permit permit, boolean keepWorkspace) {
        asked("remove " + permit + " " + keepWorkspace, caller);
        Session session = get(caller.tenant(), id).session();
        if (!permit.dirty()) {
            throw new Problem(ProblemCode.UNSAVED_WORK, "Workspace of " + session.handle() + " has 1 changed file");
        }
        sessions.remove(id);
        return new Removal(
                session, Optional.of(rescue("calm-otter-1")), !keepWorkspace, Optional.of("The tear-down failed"));
    }

    private static final Scripts SCRIPTS = new Scripts(
            "/home/anna/api",
            Optional.of(new Script("scripts/setup.sh", "npm ci\n")),
            Optional.of(new Script("scripts/teardown.sh", "")));

    @Override
    public ProjectScripts scripts(TenantId tenant, Path place) {
        return new ProjectScripts(Optional.of(SCRIPTS), false);
    }

    @Override
    public ProjectScripts trust(Caller caller, Path place, ScriptsId id) {
        asked("trust " + place + " " + id.value().charAt(0), caller);
        return new ProjectScripts(Optional.of(SCRIPTS), true);
    }

    private static Rescue rescue(String id) {
        return new Rescue(
                id,
                "refs/tagma/rescue/" + id,
                "/s/rescue.git",
                TREE,
                "/w/calm-otter",
                "removed",
                T0,
                3,
                12_345_678_901L,
                List.of(new Rescue.Unsaved("node_modules", 1, "cache")));
    }

    @Override
    public Explanation explain(TenantId tenant, SessionId id) {
        return new Explanation(
                get(tenant, id).status(),
                List.of(
                        fact(new Reading.Turn(Reading.TurnState.OVER)),
                        fact(new Reading.ProcessSeen(true, OptionalInt.empty())),
                        fact(new Reading.ProcessSeen(false, OptionalInt.of(137))),
                        fact(new Reading.Waiting(Reading.WaitingFor.TRUST_OR_LOGIN)),
                        fact(new Reading.Background(2)),
                        fact(new Reading.Condition(Reading.ConditionKind.USAGE_LIMITED, "5 h", Optional.of(T0))),
                        fact(new Reading.Composer(Reading.ComposerState.DRAFT)),
                        new Fact(
                                Source.SCREEN,
                                new Reading.Background(0),
                                T0,
                                T0,
                                new Reach.Edge(Optional.of(T0)),
                                Optional.empty(),
                                "")),
                Map.of("hook", "intact"),
                List.of("idle: yes"));
    }

    @Override
    public TranscriptPage transcript(TenantId tenant, SessionId id, TranscriptQuery query) {
        get(tenant, id);
        asked.add("transcript " + query);
        return new TranscriptPage(
                List.of(
                        new TranscriptPage.Entry("1", "user", "Hello", Optional.empty(), Optional.of(T0)),
                        new TranscriptPage.Entry("2", "tool", "ok", Optional.of("Bash"), Optional.empty())),
                true);
    }

    final List<Handoff> handoffs = new ArrayList<>();

    @Override
    public synchronized Handed handOff(Caller caller, SessionId id, Handoff wanted) {
        callers.add(caller);
        handoffs.add(wanted);
        Session heir = add(wanted.handle().orElse("heir-" + ids.get()), Activity.IDLE);
        sessions.put(id, sessions.get(id).handedTo(heir.id()));
        sessions.put(heir.id(), heir.heirOf(sessions.get(id), Optional.empty(), heir.createdAt()));
        return new Handed(
                get(caller.tenant(), id), get(caller.tenant(), heir.id()), List.of("the workspace"), List.of("tools"));
    }

    /** One own and one foreign entry, whatever is searched for. */
    @Override
    public Found search(Caller caller, Sought wanted) {
        callers.add(caller);
        sought.add(wanted);
        List<SearchHit.Piece> snippet = List.of(new SearchHit.Piece("a ", false), new SearchHit.Piece("flaky", true));
        AgentId agent = new AgentId("claude-code");
        List<Hit> hits = new ArrayList<>();
        sessions.values().stream()
                .findFirst()
                .ifPresent(session -> hits.add(new Hit(
                        new SearchHit(
                                new Origin.Own(caller.tenant(), agent, session.id()),
                                "a1:7.0",
                                "assistant",
                                Optional.empty(),
                                Optional.of(T0),
                                snippet),
                        Optional.of(session))));
        hits.add(new Hit(
                new SearchHit(
                        new Origin.Foreign(caller.tenant(), agent, "c1", Optional.of("/home/anna/other place")),
                        "c1:0.0",
                        "tool",
                        Optional.of("Bash"),
                        Optional.of(T0),
                        snippet),
                Optional.empty()));
        return new Found(hits, true, false);
    }

    @Override
    public List<String> lastMessages(TenantId tenant, SessionId id, int count) {
        get(tenant, id);
        return List.of("Done.");
    }

    @Override
    public Screen screen(TenantId tenant, SessionId id) {
        get(tenant, id);
        return new Screen(List.of(new Screen.Row("> hi", "dd  ")), 80, 4, 0, true, "claude");
    }

    @Override
    public String capture(TenantId tenant, SessionId id, int lines, boolean withColours) {
        get(tenant, id);
        return withColours ? "\u001b[31mred\u001b[0m " + lines : "red " + lines;
    }

    @Override
    public List<String> attachCommand(TenantId tenant, SessionId id) {
        get(tenant, id);
        return List.of("tmux", "-S", "/s/tmux", "attach");
    }

    @Override
    public List<Pane> panes(Caller caller, Optional<Path> server) {
        note(caller, "panes" + server.map(socket -> " of " + socket).orElse(""));
        return List.of(new Pane(
                new ForeignPane(
                        new TerminalHandle(1, "adopted", "b", "%5"),
                        "/tmp/tmux-1000/default:%5",
                        "main:0.1",
                        "✳ a title",
                        new ProcessKey(42, 1, "b"),
                        List.of(List.of("claude", "--continue")),
                        Path.of("/home/anna/api")),
                Optional.of(new AgentId("claude-code")),
                Optional.empty()));
    }

    @Override
    public SessionView adopt(Caller caller, Adoption adoption) {
        note(caller, "adopt " + adoption.server().map(socket -> socket + ":").orElse("") + adoption.pane());
        Session session = add(adoption.handle().orElse("adopted-one"), Activity.UNKNOWN);
        return get(caller.tenant(), session.id());
    }

    private synchronized void note(Caller caller, String what) {
        callers.add(caller);
        asked.add(what);
    }

    @Override
    public View view(TenantId tenant, SessionId id, int columns, int rows) {
        String handle = get(tenant, id).session().handle().value();
        synchronized (this) {
            asked.add("view " + handle + " " + columns + "x" + rows);
        }
        return viewOf(handle);
    }

    /** What whoever looks at the terminal of this session sees. */
    FakeView viewOf(String handle) {
        return views.computeIfAbsent(handle, name -> new FakeView());
    }

    @Override
    public WorkspaceStatus workspace(TenantId tenant, SessionId id) {
        get(tenant, id);
        return new WorkspaceStatus(
                true, Optional.of("b"), Optional.of("abc"), List.of("a.txt"), 2, List.of(".env"), Optional.of("merge"));
    }

    @Override
    public Optional<DiskUse> diskUse(TenantId tenant, SessionId id) {
        get(tenant, id);
        return Optional.of(new DiskUse(4096, T0));
    }

    @Override
    public synchronized List<Tree> reclaim(Caller caller, Reclaim wanted) {
        asked.add(wanted.toString());
        return sessions.values().stream()
                .map(session -> new Tree(
                        session,
                        Optional.of(new DiskUse(4096, T0)),
                        Optional.of("not committed: a.txt"),
                        Optional.empty()))
                .toList();
    }

    @Override
    public String diff(TenantId tenant, SessionId id, Optional<Integer> turn) {
        get(tenant, id);
        return "diff of " + turn;
    }

    @Override
    public List<Turn> turns(TenantId tenant, SessionId id, int afterNumber, int limit) {
        get(tenant, id);
        return List.of(
                        turn(id, 1, Optional.of(TurnOutcome.COMPLETED)),
                        turn(id, 2, Optional.of(TurnOutcome.INTERRUPTED)),
                        turn(id, 3, Optional.empty()))
                .stream()
                .filter(turn -> turn.number() > afterNumber)
                .limit(limit)
                .toList();
    }

    @Override
    public Workspaces.Restored rewind(Caller caller, SessionId id, int turn) {
        asked("rewind " + turn, caller);
        get(caller.tenant(), id);
        return new Workspaces.Restored(Path.of("/w"), 3, 1, Optional.of(rescue("before")), List.of());
    }

    @Override
    public UsageReport usage(TenantId tenant, UsageBy by, UsageQuery query) {
        Usage known = new Usage(
                2, new Tokens(100, 20, 3000, 400, 50, 6), new Cost(new BigDecimal("0.01230"), 0, new TreeSet<>()));
        Usage unknown =
                new Usage(1, new Tokens(1, 2, 0, 0, 0, 0), new Cost(BigDecimal.ZERO, 3, new TreeSet<>(Set.of("fake"))));
        return new UsageReport(
                by,
                "2026-11-29",
                List.of(
                        new UsageRow("calm-otter", query.session(), known),
                        new UsageRow("", Optional.empty(), unknown)),
                known.plus(unknown));
    }

    @Override
    public List<Rescue> rescues(TenantId tenant) {
        return List.of(rescue("calm-otter-1"), rescue("calm-otter-2"));
    }

    @Override
    public String rescueManifest(TenantId tenant, String rescue) {
        return "file 100644 3 abc a.txt\n";
    }

    @Override
    public Workspaces.Restored restore(Caller caller, String rescue, Path into) {
        asked("restore " + rescue + " " + into, caller);
        return new Workspaces.Restored(into, 3, 0, Optional.empty(), List.of("the branch has moved"));
    }

    /** Holds at once for a session that is idle; otherwise waits until the time is up or somebody interrupts. */
    @Override
    public SessionView await(TenantId tenant, SessionId id, Awaited awaited, Duration atMost) {
        asked.add("await " + awaited);
        SessionView view = get(tenant, id);
        if (view.status().is(Activity.IDLE)) {
            return view;
        }
        waiting.countDown();
        try {
            boolean never = new CountDownLatch(1).await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            throw new Problem(ProblemCode.TIMED_OUT, "Still working " + never);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "Interrupted", e);
        }
    }

    @Override
    public EventLog events() {
        return log;
    }
}
