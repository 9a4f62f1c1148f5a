package dev.tagma.engine.fleet;

import dev.tagma.core.event.EventData;
import dev.tagma.core.fact.Source;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Status;
import dev.tagma.core.status.StatusRules;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Caller;
import dev.tagma.engine.EventLog;
import dev.tagma.engine.Fleet;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.ids.HandleMaker;
import dev.tagma.engine.log.EventFeed;
import dev.tagma.engine.signal.Signal;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.store.Writes;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sessions of this machine. */
public final class LocalFleet implements Fleet, AutoCloseable {

    /** How long an answered agent may take to show that it goes on. */
    private static final Duration ANSWER_SHOWS = Duration.ofSeconds(2);

    private final Services services;
    private final Policy policy;
    private final HandleMaker handles;
    private final EventFeed feed;
    private final Signal watchers = new Signal();
    private final Map<SessionId, SessionActor> actors = new ConcurrentHashMap<>();

    public LocalFleet(Services services, Policy policy, HandleMaker handles) {
        this.services = services;
        this.policy = policy;
        this.handles = handles;
        this.feed = new EventFeed(services.store());
    }

    /** Takes up every session as a former daemon left it. Returns at once; status is unknown until the first fresh fact. */
    public void reconcile() {
        for (Session session : services.store().read(reads -> reads.allSessions())) {
            SessionActor actor = actor(session);
            actor.open();
            actor.life().resumeFromRecord();
        }
    }

    @Override
    public SessionView create(Caller caller, NewSession wanted) {
        Session session = draft(caller, wanted, Optional.empty());
        return begin(caller, session, wanted);
    }

    @Override
    public SessionView fork(Caller caller, SessionId id, NewSession wanted) {
        Session origin = find(caller.tenant(), id).session();
        if (origin.agentSessionId().isEmpty()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + origin.handle() + " has no conversation yet; send it a message first");
        }
        return begin(caller, draft(caller, wanted, Optional.of(origin)), wanted);
    }

    private SessionView begin(Caller caller, Session session, NewSession wanted) {
        Optional<Session> known = wanted.key().flatMap(key -> byKey(caller.tenant(), key));
        if (known.isPresent()) {
            return view(actor(known.get()));
        }
        SessionActor actor = actor(session);
        services.store().write(writes -> {
            putNew(writes, session);
            wanted.prompt()
                    .ifPresent(prompt -> actor.inbox()
                            .accept(
                                    writes,
                                    new MessageId(services.ids().next()),
                                    caller.name(),
                                    new NewMessage(Optional.empty(), prompt, DeliveryMode.QUEUE, Optional.empty())));
            return true;
        });
        actor.open();
        if (wanted.start()) {
            actor.life().resumeFromRecord();
        }
        return view(actor);
    }

    private void putNew(Writes writes, Session session) {
        try {
            writes.put(session);
        } catch (Writes.HandleTaken taken) {
            throw new Problem(
                    ProblemCode.CONFLICT, "Handle '" + session.handle() + "' is taken; choose another one", taken);
        }
        writes.append(
                session.tenant(),
                Optional.of(session.id()),
                session.createdAt(),
                new EventData.SessionCreated(
                        session.handle(),
                        session.title(),
                        session.group(),
                        session.launch().agent().value()));
    }

    /** A session that was created under this key carries it as a tag. */
    private Optional<Session> byKey(TenantId tenant, String key) {
        return services.store().read(reads -> reads.sessions(tenant)).stream()
                .filter(session -> session.tags().contains(keyTag(key)))
                .findFirst();
    }

    private static String keyTag(String key) {
        return "key:" + key;
    }

    private Session draft(Caller caller, NewSession wanted, Optional<Session> origin) {
        AgentId agent = wanted.agent()
                .map(AgentId::new)
                .or(() -> origin.map(session -> session.launch().agent()))
                .orElse(policy.defaultAgent());
        AgentAdapter adapter = adapter(agent);
        PermissionMode mode = wanted.mode()
                .or(() -> origin.map(session -> session.launch().mode()))
                .orElse(policy.defaultMode());
        refuseMode(caller, adapter, mode);
        wanted.prompt().ifPresent(this::refuseSize);
        Instant now = services.clock().instant();
        SessionId id = new SessionId(services.ids().next());
        List<Session> present = services.store().read(reads -> reads.sessions(caller.tenant()));
        Handle handle = wanted.handle()
                .map(Handle::new)
                .orElseGet(() -> handles.make(made ->
                        present.stream().anyMatch(session -> session.handle().equals(made))));
        Session.Launch launch = new Session.Launch(
                agent,
                wanted.driver().orElse(policy.defaultDriver()),
                mode,
                wanted.model()
                        .or(() -> origin.flatMap(session -> session.launch().model())),
                wanted.environment(),
                wanted.arguments());
        if (!adapter.drivers().contains(launch.driver())) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "Agent '" + agent + "' has no " + words(launch.driver()) + " driver; it has "
                            + adapter.drivers().stream()
                                    .map(LocalFleet::words)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        return new Session(
                caller.tenant(),
                id,
                handle,
                wanted.title(),
                wanted.group(),
                Stream.concat(wanted.tags().stream(), wanted.key().map(LocalFleet::keyTag).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                launch,
                new Session.WantedWorkspace(
                        wanted.place().toString(), words(wanted.workspace()), wanted.branch(), wanted.base()),
                new Workspace(
                        Workspace.Kind.DIRECTORY, "", Optional.empty(), Optional.empty(), Optional.empty(), false),
                Lifecycle.REQUESTED,
                now,
                "",
                Optional.empty(),
                Optional.empty(),
                caller.actingAs(),
                origin.map(Session::id),
                now,
                Optional.empty());
    }

    private void refuseMode(Caller caller, AgentAdapter adapter, PermissionMode mode) {
        if (mode == PermissionMode.YOLO && !policy.yolo()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "Mode 'yolo' is off; set 'sessions.yolo: true' in config.yaml to allow agents that ask for nothing");
        }
        if (!adapter.modes().contains(mode)) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "Agent '" + adapter.id() + "' has no mode '" + words(mode) + "'; it has "
                            + adapter.modes().stream()
                                    .map(LocalFleet::words)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        caller.actingAs()
                .map(id -> find(caller.tenant(), id).session().launch().mode())
                .ifPresent(own -> {
                    if (rank(mode) > rank(own)) {
                        throw new Problem(
                                ProblemCode.FORBIDDEN,
                                "A session in mode '" + words(own) + "' may not create one in mode '" + words(mode)
                                        + "'");
                    }
                });
    }

    /** How much a mode allows without asking. */
    private static int rank(PermissionMode mode) {
        return switch (mode) {
            case READ_ONLY -> 0;
            case PLAN -> 1;
            case ASK -> 2;
            case EDITS -> 3;
            case YOLO -> 4;
        };
    }

    private AgentAdapter adapter(AgentId agent) {
        AgentAdapter adapter = services.adapters().get(agent);
        if (adapter == null) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "Agent '" + agent + "' is not known here; known are "
                            + services.adapters().keySet().stream()
                                    .map(AgentId::value)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        return adapter;
    }

    @Override
    public SessionId resolve(TenantId tenant, String name) {
        return Directory.resolve(services.store().read(reads -> reads.sessions(tenant)), name);
    }

    @Override
    public SessionView get(TenantId tenant, SessionId id) {
        return view(find(tenant, id));
    }

    @Override
    public List<SessionView> list(TenantId tenant) {
        return services.store().read(reads -> reads.sessions(tenant)).stream()
                .map(session -> view(actor(session)))
                .toList();
    }

    private SessionView view(SessionActor actor) {
        Session session = actor.session();
        Status status = actor.status();
        return services.store()
                .read(reads -> new SessionView(
                        session,
                        status,
                        reads.lastTurn(session.tenant(), session.id()),
                        reads.openRequests(session.tenant(), Optional.of(session.id())),
                        (int) reads.inbox(session.tenant(), session.id()).stream()
                                .filter(message -> message.state() == MessageState.ACCEPTED)
                                .count()));
    }

    @Override
    public SessionView describe(Caller caller, SessionId id, Description changes) {
        SessionActor actor = find(caller.tenant(), id);
        try {
            actor.describe(session -> session.described(
                    changes.handle().map(Handle::new).orElse(session.handle()),
                    changes.title().orElse(session.title()),
                    changes.group().orElse(session.group()),
                    changes.tags().orElse(session.tags())));
        } catch (Writes.HandleTaken taken) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Handle '" + changes.handle().orElse("") + "' is taken; choose another one",
                    taken);
        }
        return view(actor);
    }

    @Override
    public Message send(Caller caller, SessionId id, NewMessage wanted) {
        SessionActor actor = find(caller.tenant(), id);
        refuseSize(wanted.text());
        if (wanted.mode() == DeliveryMode.STEER && !policy.steer()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "Steering is off: placing text while the agent works can race its dialogs. Set 'delivery.steer: true'"
                            + " in config.yaml to accept that, or send without --steer to queue the message");
        }
        if (actor.driver().prepare(wanted.text()) instanceof Prepared.Refused(String reason)) {
            throw new Problem(ProblemCode.INVALID, "The message cannot be sent: " + reason);
        }
        Message message = actor.inbox().accept(new MessageId(services.ids().next()), caller.name(), wanted);
        actor.messageCame();
        return message;
    }

    private void refuseSize(String text) {
        if (text.isBlank()) {
            throw new Problem(ProblemCode.INVALID, "The message is empty; give it some text");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > policy.messageBytes()) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "The message has " + bytes + " bytes; at most " + policy.messageBytes()
                            + ". Put it in a file in the workspace and tell the agent to read it");
        }
    }

    @Override
    public Message message(TenantId tenant, MessageId id) {
        return services.store()
                .read(reads -> reads.message(tenant, id))
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no message " + id));
    }

    @Override
    public List<Message> messages(TenantId tenant, SessionId id, long afterSequence, int limit) {
        find(tenant, id);
        return services.store().read(reads -> reads.messages(tenant, id, afterSequence, limit));
    }

    @Override
    public Message cancel(Caller caller, MessageId id) {
        Message message = message(caller.tenant(), id);
        SessionActor actor = find(caller.tenant(), message.session());
        Message cancelled = actor.inbox().cancel(id);
        actor.messageCame();
        return cancelled;
    }

    @Override
    public List<Request> openRequests(TenantId tenant, Optional<SessionId> session) {
        return services.store().read(reads -> reads.openRequests(tenant, session));
    }

    @Override
    public Request request(TenantId tenant, RequestId id) {
        return services.store()
                .read(reads -> reads.request(tenant, id))
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no request " + id));
    }

    @Override
    public Request answer(Caller caller, RequestId id, Answer answer) {
        Request request = request(caller.tenant(), id);
        SessionActor actor = find(caller.tenant(), request.session());
        caller.actingAs().ifPresent(own -> refuseOwnLine(caller.tenant(), own, request));
        return guarded(() -> actor.answer(id, answer, caller.name()));
    }

    /** A session may not answer its own requests nor those of the sessions it descends from. */
    private void refuseOwnLine(TenantId tenant, SessionId own, Request request) {
        Optional<SessionId> line = Optional.of(own);
        while (line.isPresent()) {
            if (line.get().equals(request.session())) {
                throw new Problem(
                        ProblemCode.FORBIDDEN,
                        "A session may not answer its own requests or those of the sessions it descends from; a person must");
            }
            SessionId current = line.get();
            line = services.store()
                    .read(reads -> reads.session(tenant, current))
                    .flatMap(Session::parent);
        }
    }

    @Override
    public SessionView interrupt(Caller caller, SessionId id) {
        SessionActor actor = running(caller.tenant(), id);
        return guarded(() -> switch (actor.driver().interrupt()) {
            case PRESSED -> view(actor);
            case NOTHING_RUNS ->
                throw new Problem(
                        ProblemCode.CONFLICT, "Session " + actor.session().handle() + " has no running turn to stop");
            case DIALOG_OPEN ->
                throw new Problem(
                        ProblemCode.CONFLICT,
                        "Session " + actor.session().handle() + " shows a dialog; answer it or use escape");
        });
    }

    @Override
    public SessionView escape(Caller caller, SessionId id) {
        SessionActor actor = running(caller.tenant(), id);
        return guarded(() -> {
            actor.driver().escape();
            return view(actor);
        });
    }

    @Override
    public SessionView stop(Caller caller, SessionId id) {
        SessionActor actor = find(caller.tenant(), id);
        guarded(() -> {
            actor.life().stop();
            return true;
        });
        return view(actor);
    }

    @Override
    public SessionView start(Caller caller, SessionId id) {
        SessionActor actor = find(caller.tenant(), id);
        if (actor.session().lifecycle().running()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + actor.session().handle() + " is "
                            + words(actor.session().lifecycle()) + " already");
        }
        actor.life().start();
        return view(actor);
    }

    @Override
    public SessionView restart(Caller caller, SessionId id) {
        SessionActor actor = find(caller.tenant(), id);
        guarded(() -> {
            actor.life().restart();
            return true;
        });
        return view(actor);
    }

    @Override
    public Removal remove(Caller caller, SessionId id, Workspaces.Permit permit, boolean keepWorkspace) {
        SessionActor actor = find(caller.tenant(), id);
        caller.actingAs().filter(id::equals).ifPresent(own -> {
            throw new Problem(ProblemCode.FORBIDDEN, "A session may not remove itself");
        });
        return guarded(() -> new RemovalSteps(services, actor, caller).remove(permit, keepWorkspace, () -> {
            actors.remove(id);
            actor.close();
        }));
    }

    @Override
    public Explanation explain(TenantId tenant, SessionId id) {
        SessionActor actor = find(tenant, id);
        Map<String, String> carriers = Stream.of(Source.values())
                .collect(Collectors.toMap(
                        LocalFleet::words, source -> switch (actor.facts().carrier(source)) {
                            case dev.tagma.core.fact.Carrier.Intact intact -> "intact";
                            case dev.tagma.core.fact.Carrier.Broken(String reason) -> "broken: " + reason;
                        }));
        return new Explanation(actor.status(), List.copyOf(actor.facts().all()), carriers, StatusRules.names());
    }

    @Override
    public TranscriptPage transcript(TenantId tenant, SessionId id, TranscriptQuery query) {
        return find(tenant, id).driver().transcript(query);
    }

    @Override
    public List<String> lastMessages(TenantId tenant, SessionId id, int count) {
        return find(tenant, id).driver().lastMessages(count);
    }

    @Override
    public Screen screen(TenantId tenant, SessionId id) {
        SessionActor actor = find(tenant, id);
        return guarded(() -> actor.driver().screen());
    }

    @Override
    public String capture(TenantId tenant, SessionId id, int lines, boolean withColours) {
        SessionActor actor = find(tenant, id);
        return guarded(() -> actor.driver().capture(lines, withColours));
    }

    @Override
    public List<String> attachCommand(TenantId tenant, SessionId id) {
        return running(tenant, id).driver().attachCommand();
    }

    @Override
    public WorkspaceStatus workspace(TenantId tenant, SessionId id) {
        Workspace workspace = made(find(tenant, id));
        return guarded(() -> services.workspaces().status(workspace));
    }

    @Override
    public String diff(TenantId tenant, SessionId id, Optional<Integer> turn) {
        SessionActor actor = find(tenant, id);
        Workspace workspace = made(actor);
        Optional<Turn> found = turn.map(number -> turn(actor, number));
        return guarded(() -> services.workspaces()
                .diff(workspace, found.map(one -> tree(one, one.treeBefore())), found.flatMap(Turn::treeAfter)));
    }

    @Override
    public List<Turn> turns(TenantId tenant, SessionId id, int afterNumber, int limit) {
        find(tenant, id);
        return services.store().read(reads -> reads.turns(tenant, id, afterNumber, limit));
    }

    @Override
    public Workspaces.Restored rewind(Caller caller, SessionId id, int number) {
        SessionActor actor = find(caller.tenant(), id);
        Workspace workspace = made(actor);
        TreeId tree = tree(turn(actor, number), turn(actor, number).treeBefore());
        if (actor.turnOpen()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + actor.session().handle() + " is working; interrupt it before you rewind its files");
        }
        return guarded(() -> actor.life().exclusively(() -> {
            Workspaces.Restored restored = services.workspaces().rewind(id, workspace, tree);
            restored.savedFirst().ifPresent(rescue -> RemovalSteps.recordRescue(services, actor.session(), rescue));
            return restored;
        }));
    }

    private Turn turn(SessionActor actor, int number) {
        Session session = actor.session();
        return services.store()
                .read(reads -> reads.turn(session.tenant(), session.id(), number))
                .orElseThrow(() -> new Problem(
                        ProblemCode.NOT_FOUND,
                        "Session " + session.handle() + " has no turn " + number + "; see 'turns' for those it has"));
    }

    private static TreeId tree(Turn turn, Optional<TreeId> tree) {
        return tree.orElseThrow(() -> new Problem(
                ProblemCode.CONFLICT,
                "Turn " + turn.number() + " has no snapshot of its files (no repository, or it could not be saved)"));
    }

    @Override
    public List<Rescue> rescues(TenantId tenant) {
        return guarded(() -> services.workspaces().rescues());
    }

    @Override
    public String rescueManifest(TenantId tenant, String rescue) {
        return guarded(() -> services.workspaces().manifest(rescue(rescue)));
    }

    @Override
    public Workspaces.Restored restore(Caller caller, String rescue, Path into) {
        return guarded(() -> services.workspaces().restore(rescue(rescue), into));
    }

    private Rescue rescue(String name) {
        List<Rescue> found = services.workspaces().rescues().stream()
                .filter(rescue -> rescue.id().startsWith(name))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new Problem(
                found.isEmpty() ? ProblemCode.NOT_FOUND : ProblemCode.AMBIGUOUS,
                (found.isEmpty() ? "There is no rescue '" : "More than one rescue begins with '") + name + "'");
    }

    @Override
    public SessionView await(TenantId tenant, SessionId id, Awaited awaited, Duration atMost) {
        SessionActor actor = find(tenant, id);
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            while (true) {
                long seen = actor.changes().version();
                SessionView view = view(actor);
                if (holds(actor, view, awaited)) {
                    return view;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0 || !actor.changes().await(seen, Duration.ofNanos(left))) {
                    throw new Problem(
                            ProblemCode.TIMED_OUT,
                            "Session " + actor.session().handle() + " was still "
                                    + view.status()
                                            .activity()
                                            .map(LocalFleet::words)
                                            .orElse(words(view.session().lifecycle()))
                                    + " after " + atMost.toSeconds() + " s");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemCode.UNAVAILABLE, "The daemon is going down; ask again");
        }
    }

    private boolean holds(SessionActor actor, SessionView view, Awaited awaited) {
        Lifecycle lifecycle = view.session().lifecycle();
        Optional<Activity> activity = view.status().activity();
        boolean needsSomebody = activity.filter(Activity::waiting).isPresent() && !justAnswered(view);
        boolean notRunning = switch (lifecycle) {
            case STOPPED, FAILED, LOST -> true;
            case REQUESTED, PREPARING, STARTING, LIVE, STOPPING -> false;
        };
        if (needsSomebody || notRunning) {
            return true;
        }
        return switch (awaited) {
            case Awaited.Live live -> lifecycle == Lifecycle.LIVE;
            case Awaited.MessageOver(MessageId message) ->
                message(view.session().tenant(), message).state().terminal();
            case Awaited.Settled settled ->
                activity.filter(Activity::quiet).isPresent() && !actor.turnOpen() && nothingMoves(actor);
        };
    }

    /** Its last request was answered a moment ago and the agent has not shown yet that it goes on. */
    private boolean justAnswered(SessionView view) {
        Instant recently = services.clock().instant().minus(ANSWER_SHOWS);
        return view.openRequests().isEmpty()
                && services
                        .store()
                        .read(reads -> reads.requests(
                                view.session().tenant(), view.session().id(), 1))
                        .stream()
                        .flatMap(request -> request.closed().stream())
                        .anyMatch(closing -> closing.at().isAfter(recently));
    }

    /** No message is on its way: those that wait are held by something that only a person can remove. */
    private static boolean nothingMoves(SessionActor actor) {
        return actor.inbox().waiting().stream()
                .allMatch(message -> message.state() == MessageState.ACCEPTED
                        && message.held()
                                .filter(reason -> reason.startsWith("draft")
                                        || reason.startsWith("dialog")
                                        || reason.startsWith("usage limit"))
                                .isPresent());
    }

    @Override
    public EventLog events() {
        return feed;
    }

    /** Raised after any change of any session. */
    public Signal changes() {
        return watchers;
    }

    private SessionActor find(TenantId tenant, SessionId id) {
        Session session = services.store()
                .read(reads -> reads.session(tenant, id))
                .filter(found -> found.removed().isEmpty())
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no session " + id));
        return actor(session);
    }

    private SessionActor running(TenantId tenant, SessionId id) {
        SessionActor actor = find(tenant, id);
        if (!actor.session().lifecycle().running()) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Session " + actor.session().handle() + " is "
                            + words(actor.session().lifecycle()) + "; start it first");
        }
        return actor;
    }

    private static Workspace made(SessionActor actor) {
        Workspace workspace = actor.session().workspace();
        if (workspace.path().isEmpty()) {
            throw new Problem(ProblemCode.CONFLICT, "Session " + actor.session().handle() + " has no workspace yet");
        }
        return workspace;
    }

    private SessionActor actor(Session session) {
        return actors.computeIfAbsent(session.id(), id -> new SessionActor(services, session, watchers));
    }

    /** Runs the work and gives its adapters' failures the form of a problem. */
    private static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (TerminalException failed) {
            throw new Problem(ProblemCode.UNAVAILABLE, String.valueOf(failed.getMessage()), failed);
        } catch (WorkspaceException failed) {
            ProblemCode code = switch (failed.kind()) {
                case REFUSED, MISSING -> ProblemCode.CONFLICT;
                case UNSAVED_WORK -> ProblemCode.UNSAVED_WORK;
                case FAILED -> ProblemCode.INTERNAL;
            };
            throw new Problem(code, String.valueOf(failed.getMessage()), failed);
        }
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        feed.close();
        actors.values().forEach(SessionActor::close);
    }
}
