package dev.tagma.engine.supervise;

import dev.tagma.core.event.EventData;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.Request.How;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Status;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.deliver.Courier;
import dev.tagma.engine.deliver.DeliveryMachine;
import dev.tagma.engine.deliver.Inbox;
import dev.tagma.engine.deliver.Situation;
import dev.tagma.engine.signal.Signal;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.workspace.WorkspaceException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happens to one session, one thing at a time: takes in what the driver observes, derives the status,
 * records turns and requests, and lets the courier know. All changes run on the mailbox's thread; reads may come from any.
 */
public final class SessionActor implements Situation, Observer, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SessionActor.class.getName());

    /** How long a quiet agent's turn may stay open before it is closed without its agent's word. */
    private static final Duration END_FOLLOWS = Duration.ofMillis(1500);

    private record Snapshot(MessageId message, Optional<TreeId> tree) {}

    private final Services services;
    private final Mailbox mailbox;
    private final Signal changes = new Signal();
    private final Signal watchers;
    private final StatusBoard board;
    private final TurnBook turns;
    private final RequestDesk requests;
    private final Inbox inbox;
    private final Life life;
    private final Thread courier;
    private volatile Session session;
    private volatile @Nullable Driver driver;
    private volatile @Nullable Snapshot beforeTurn;
    private boolean turnEnding;

    /**
     * An actor for a stored session; nothing happens before {@link #open}.
     *
     * @param watchers raised after every change of the session that a waiting caller could care about
     */
    public SessionActor(Services services, Session session, Signal watchers) {
        this.services = services;
        this.session = session;
        this.watchers = watchers;
        this.mailbox = new Mailbox(session.handle().value(), services.clock(), this::recheck);
        this.board = new StatusBoard(services.store(), services.clock(), services.stallLimit(), session);
        this.turns = new TurnBook(services.store(), services.clock(), session);
        this.requests = new RequestDesk(services.store(), services.clock(), services.ids(), services.checkpoint());
        this.inbox = new Inbox(services.store(), services.clock(), session.tenant(), session.id());
        this.life = new Life(services, this);
        DeliveryMachine machine = new DeliveryMachine(this, inbox, services.clock(), services.checkpoint());
        this.courier = Thread.ofVirtual()
                .name("courier-" + session.handle())
                .unstarted(new Courier(this, inbox, machine, services.clock()));
    }

    /** Begins to work. */
    public void open() {
        mailbox.open();
        courier.start();
        life.open();
    }

    // ---- what others may see

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Status status() {
        return board.status();
    }

    public Facts facts() {
        return board.facts();
    }

    @Override
    public boolean turnOpen() {
        return turns.open().isPresent();
    }

    @Override
    public Signal changes() {
        return changes;
    }

    public Inbox inbox() {
        return inbox;
    }

    public Life life() {
        return life;
    }

    /** The driver; made when it is first needed, also for a session that does not run. */
    @Override
    public synchronized Driver driver() {
        Driver known = driver;
        if (known == null) {
            known = adapter().drive(context(), this);
            driver = known;
        }
        return known;
    }

    // ---- what callers may ask

    /** Answers an open request; see {@link RequestDesk#answer}. */
    public Request answer(RequestId id, Answer answer, String by) {
        Request answered = requests.answer(session, id, answer, by, driver());
        changed();
        return answered;
    }

    /** Changes names and place. */
    public Session describe(UnaryOperator<Session> change) {
        return mailbox.ask(() -> store(
                change.apply(session),
                new EventData.SessionChanged(
                        change.apply(session).handle(),
                        change.apply(session).title(),
                        change.apply(session).group(),
                        change.apply(session).tags())));
    }

    /** Wakes the courier: there is a new message. */
    public void messageCame() {
        changed();
    }

    // ---- what the courier asks

    @Override
    public void beforeTurn(Message message) {
        beforeTurn = new Snapshot(message.id(), snapshot("before-" + message.id()));
    }

    @Override
    public void entered(Message message, String turnKey, boolean joined) {
        mailbox.ask(() -> {
            if (!joined && !turns.knows(session, turnKey)) {
                Observation.TurnStarted began = new Observation.TurnStarted(
                        turnKey, message.text(), false, services.clock().instant());
                turns.started(session, began, Optional.of(message), treeBefore(message));
            }
            turns.entered(session, message, turnKey, joined);
            changed();
            return true;
        });
    }

    // ---- what the driver observes

    @Override
    public void observed(Observation observation) {
        mailbox.post(() -> take(observation));
    }

    private void take(Observation observation) {
        switch (observation) {
            case Observation.Seen(var fact) -> board.seen(session, fact);
            case Observation.CarrierChanged(var source, var carrier) -> board.carrier(session, source, carrier);
            case Observation.ProcessIs(var process) -> board.process(session, process);
            case Observation.RequestOpened asked -> requests.opened(session, asked, driver());
            case Observation.RequestChannel changed -> requests.channel(session, changed);
            case Observation.RequestClosed shown -> requests.closed(session, shown);
            case Observation.RequestsAre(var keys, var at) ->
                requests.only(session, keys, How.ANSWERED_AT_TERMINAL, at);
            case Observation.TurnStarted began -> turnStarted(began);
            case Observation.TurnEnded over -> {
                if (ofOpenTurn(over)) {
                    turnEnded(over.outcome(), over.lastMessage(), over.at());
                }
            }
            case Observation.Identity(var id, var reason) -> identified(id, reason);
            case Observation.Ready(var at) -> ready(at);
            case Observation.Ended(var how) -> ended(how);
            case Observation.Unreachable(var reason) -> unreachable(reason);
            case Observation.Reachable reachable -> reachable();
            case Observation.ConversationGrew grew -> {}
        }
        afterChange();
    }

    private void recheck() {
        board.refresh(session);
        afterChange();
    }

    private void afterChange() {
        Status status = board.status();
        Optional<Instant> recheck = status.recheckAt();
        Optional<Instant> closes = closeForgottenTurn(status);
        mailbox.recheckAt(
                closes.isPresent() && recheck.map(closes.get()::isBefore).orElse(true) ? closes : recheck);
        changed();
    }

    /** A turn whose end the agent never told is closed when the agent has been quiet for a while. */
    private Optional<Instant> closeForgottenTurn(Status status) {
        boolean quiet = status.activity().filter(Activity::quiet).isPresent();
        if (!quiet || turnEnding || turns.open().isEmpty()) {
            return Optional.empty();
        }
        Instant quietSince = status.since().isAfter(turns.open().get().startedAt())
                ? status.since()
                : turns.open().get().startedAt();
        Instant due = quietSince.plus(END_FOLLOWS);
        Instant now = services.clock().instant();
        if (now.isBefore(due)) {
            return Optional.of(due);
        }
        turnEnded(
                switch (status.activity().orElseThrow()) {
                    case ERROR -> TurnOutcome.FAILED;
                    case USAGE_LIMITED -> TurnOutcome.LIMITED;
                    default -> TurnOutcome.UNKNOWN;
                },
                Optional.empty(),
                quietSince);
        return Optional.empty();
    }

    private void turnStarted(Observation.TurnStarted began) {
        if (began.joined() || turns.knows(session, began.key())) {
            return;
        }
        Optional<Message> by = inbox.waiting().stream()
                .filter(message -> message.mark().isPresent())
                .filter(message -> begunBy(message, began.key()))
                .findFirst();
        Optional<TreeId> tree = by.isPresent() ? treeBefore(by.get()) : snapshot("turn-start");
        turns.started(session, began, by, tree);
    }

    private boolean ofOpenTurn(Observation.TurnEnded over) {
        return turns.open()
                .filter(turn -> over.key().map(turn.key()::equals).orElse(true))
                .isPresent();
    }

    private boolean begunBy(Message message, String turnKey) {
        return driver().prepare(message.text()) instanceof Prepared.Text text
                && driver().evidence(message.mark().orElseThrow(), text) instanceof Evidence.Entered entered
                && entered.turnKey().equals(turnKey);
    }

    private Optional<TreeId> treeBefore(Message message) {
        Snapshot taken = beforeTurn;
        return taken != null && taken.message().equals(message.id()) ? taken.tree() : snapshot("turn-start");
    }

    /** The snapshot takes a while on a large workspace; the session goes on meanwhile. */
    private void turnEnded(TurnOutcome outcome, Optional<String> lastMessage, Instant at) {
        if (turnEnding || turns.open().isEmpty()) {
            return;
        }
        turnEnding = true;
        int number = turns.open().get().number();
        Thread.ofVirtual().name("snapshot-" + session.handle()).start(() -> {
            Optional<TreeId> tree = snapshot("turn-" + number + "-end");
            mailbox.post(() -> {
                turns.ended(outcome, lastMessage, tree, at);
                turnEnding = false;
                afterChange();
            });
        });
    }

    private Optional<TreeId> snapshot(String label) {
        Workspace workspace = session.workspace();
        if (workspace.repository().isEmpty() || workspace.path().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(services.workspaces().snapshot(session.id(), workspace, label));
        } catch (WorkspaceException failed) {
            LOG.log(System.Logger.Level.WARNING, "No snapshot " + label + " of session " + session.handle(), failed);
            return Optional.empty();
        }
    }

    private void identified(dev.tagma.core.session.AgentSessionId id, String reason) {
        if (session.agentSessionId().filter(id::equals).isEmpty()) {
            store(session.withAgentSessionId(id), new EventData.SessionIdentity(id.value(), reason));
        }
    }

    private void ready(Instant at) {
        if (session.lifecycle() == Lifecycle.STARTING || session.lifecycle() == Lifecycle.LOST) {
            move(Lifecycle.LIVE, "", at);
        }
    }

    private void unreachable(String reason) {
        if (session.lifecycle() == Lifecycle.LIVE || session.lifecycle() == Lifecycle.STARTING) {
            LOG.log(System.Logger.Level.WARNING, "Session " + session.handle() + " cannot be reached: " + reason);
            move(Lifecycle.LOST, reason, services.clock().instant());
        }
    }

    private void reachable() {
        if (session.lifecycle() == Lifecycle.LOST) {
            move(Lifecycle.LIVE, "", services.clock().instant());
        }
    }

    private void ended(Liveness how) {
        String reason = switch (how) {
            case Liveness.Dead(var code) when code.isEmpty() -> "its program ended";
            case Liveness.Dead(var code)
            when code.getAsInt() > 128 -> "its program was killed by signal " + (code.getAsInt() - 128);
            case Liveness.Dead(var code) -> "its program ended with exit code " + code.getAsInt();
            case Liveness.Gone(String why) -> why;
            case Liveness.Alive alive -> "its program ended";
            case Liveness.Unknown(String why) -> why;
        };
        ended(reason);
    }

    /** The agent's process is gone: closes what it left open. */
    void ended(String reason) {
        Instant now = services.clock().instant();
        requests.only(session, Set.of(), How.AGENT_GONE, now);
        turns.ended(TurnOutcome.UNKNOWN, Optional.empty(), snapshot("turn-end"), now);
        board.reset(false);
        switch (session.lifecycle()) {
            case STARTING -> move(Lifecycle.FAILED, reason + " while it was starting" + lastWords(), now);
            case STOPPING -> move(Lifecycle.STOPPED, "stopped", now);
            case LIVE, LOST -> move(Lifecycle.STOPPED, reason, now);
            case REQUESTED, PREPARING, STOPPED, FAILED -> board.refresh(session);
        }
    }

    private String lastWords() {
        try {
            String shown = driver().capture(50, false).strip();
            return shown.isEmpty() ? "" : "; it last showed: " + lastLines(shown, 5);
        } catch (RuntimeException gone) {
            return "";
        }
    }

    private static String lastLines(String text, int count) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    // ---- what its life does

    /** Runs a step of the session's life on the mailbox's thread. */
    void inMailbox(Runnable step) {
        mailbox.ask(() -> {
            step.run();
            afterChange();
            return true;
        });
    }

    /** Takes the session one lifecycle step further, durably. */
    void move(Lifecycle next, String reason, Instant at) {
        if (session.lifecycle() == next) {
            return;
        }
        Lifecycle from = session.lifecycle();
        store(session.reached(next, at, reason), new EventData.SessionLifecycle(from, next, reason));
        LOG.log(
                System.Logger.Level.INFO,
                "Session " + session.handle() + " " + session.id() + " is " + next
                        + (reason.isEmpty() ? "" : ": " + reason));
        board.refresh(session);
    }

    /** Stores the session as changed and tells why. */
    Session store(Session changed, EventData why) {
        services.store().write(writes -> {
            writes.put(changed);
            return writes.append(
                    changed.tenant(),
                    Optional.of(changed.id()),
                    services.clock().instant(),
                    why);
        });
        session = changed;
        return changed;
    }

    void store(Session changed) {
        services.store().write(writes -> {
            writes.put(changed);
            return true;
        });
        session = changed;
    }

    /** Facts of another process are to come. */
    void watchAnew(boolean adopted) {
        board.reset(adopted);
    }

    /** The next use makes a new driver, for the session as it is then. */
    synchronized void dropDriver() {
        Driver known = driver;
        driver = null;
        if (known != null) {
            known.close();
        }
    }

    private AgentAdapter adapter() {
        AgentAdapter adapter = services.adapters().get(session.launch().agent());
        if (adapter == null) {
            throw new dev.tagma.engine.Problem(
                    dev.tagma.engine.ProblemCode.UNAVAILABLE,
                    "Agent '" + session.launch().agent() + "' is not known here; known are "
                            + String.join(
                                    ", ",
                                    services.adapters().keySet().stream()
                                            .map(Object::toString)
                                            .sorted()
                                            .toList()));
        }
        return adapter;
    }

    private DriveContext context() {
        return new DriveContext(
                session,
                services.sessionsDirectory().resolve(session.id().toString()),
                environment(),
                services.terminals(),
                services.clock(),
                services.checkpoint());
    }

    /** Tagma's own variables: by {@code TAGMA_SESSION} a command within the pane knows where it is. */
    private Map<String, String> environment() {
        Map<String, String> own = new HashMap<>(services.agentEnvironment());
        own.put("TAGMA_SESSION", session.id().toString());
        return own;
    }

    private void changed() {
        changes.raise();
        watchers.raise();
    }

    @Override
    public void close() {
        courier.interrupt();
        life.close();
        dropDriver();
        mailbox.close();
    }
}
