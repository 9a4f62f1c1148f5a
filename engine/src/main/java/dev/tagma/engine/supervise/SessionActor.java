package dev.tagma.engine.supervise;

import dev.tagma.core.event.EventData;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.message.Message;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.Request.How;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Status;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.Successor;
import dev.tagma.engine.deliver.Courier;
import dev.tagma.engine.deliver.DeliveryMachine;
import dev.tagma.engine.deliver.Inbox;
import dev.tagma.engine.deliver.Resumption;
import dev.tagma.engine.deliver.Situation;
import dev.tagma.engine.signal.Loop;
import dev.tagma.engine.signal.Signal;
import dev.tagma.engine.usage.Ledger;
import dev.tagma.engine.usage.Spent;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.sandbox.Enclosure;
import dev.tagma.spi.store.StoreException;
import dev.tagma.spi.store.Writes;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Everything that happens to one session, one thing at a time: takes in what the driver observes, derives the status,
 * records turns and requests, and lets the courier know. All changes run on the mailbox's thread; reads may come from any.
 */
public final class SessionActor implements Situation, Observer, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SessionActor.class.getName());

    private final Services services;
    private final Mailbox mailbox;
    private final Signal changes = new Signal();
    private final StatusBoard board;
    private final TurnKeeper turns;
    private final RequestDesk requests;
    private final Inbox inbox;
    private final Resumption resumption;
    private final Ledger ledger;
    private final GoalKeeper goal;
    private final Life life;
    private final DriverSeat seat;
    private final Courier courier;
    private final Loop delivery;
    private volatile Session session;

    /** An actor for a stored session; nothing happens before {@link #open}. */
    public SessionActor(Services services, Session session) {
        this.services = services;
        this.session = session;
        this.mailbox = new Mailbox("session-" + session.handle(), services.clock(), this::recheck, this::storeFails);
        this.board = new StatusBoard(services.store(), services.clock(), services.stallLimit(), session);
        this.inbox = new Inbox(services.store(), services.clock(), session.tenant(), session.id());
        this.resumption = new Resumption(services.store(), services.clock(), services.ids(), inbox);
        this.seat = new DriverSeat(services, this);
        this.turns = new TurnKeeper(services, this, inbox, mailbox);
        this.requests = new RequestDesk(services.store(), services.clock(), services.ids(), services.checkpoint());
        this.ledger = new Ledger(services.store(), services.clock(), services.spending());
        this.goal = new GoalKeeper(this);
        this.life = new Life(services, this);
        DeliveryMachine machine = new DeliveryMachine(this, inbox, services.clock(), services.checkpoint());
        this.courier = new Courier(this, inbox, machine, services.clock());
        this.delivery = new Loop("courier-" + session.handle(), courier::round);
    }

    /** Begins to work. */
    public void open() {
        mailbox.open();
        delivery.open();
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
        return turns.open();
    }

    @Override
    public Signal changes() {
        return changes;
    }

    /** Whether the agent goes on by itself once a turn is over, as it told last. */
    public boolean pursuesGoal() {
        return goal.pursued();
    }

    public Inbox inbox() {
        return inbox;
    }

    public Life life() {
        return life;
    }

    /** The driver; made when it is first needed, also for a session that does not run. */
    @Override
    public Driver driver() {
        return seat.driver();
    }

    /** What is around the programs of its driver. */
    Enclosure enclosure() {
        return seat.enclosure();
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

    /** Whether an agent that cannot be reached runs is not known: nothing may be begun that would need to know. */
    public void refuseLost() {
        if (session.lifecycle() == Lifecycle.LOST) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE,
                    "Session " + session.handle() + " is lost, and its agent may still run: "
                            + session.lifecycleReason() + ". It is looked for again; try when it is back");
        }
    }

    /** Removes the session from what there is, with all that it leaves open; its agent has ended. */
    public Session leave(String by, Optional<String> rescue) {
        return mailbox.ask(() -> {
            Instant now = services.clock().instant();
            requests.only(session, Set.of(), How.AGENT_GONE, now);
            turns.leave(now);
            inbox.close("the session was removed");
            return store(session.removedAt(now), new EventData.SessionRemoved(by, rescue));
        });
    }

    /**
     * Leaves the session's work to another one: from the same transaction on the workspace is that one's.
     *
     * @param rest what else belongs to the transaction, and what comes of it
     */
    public <T> T handTo(Session heir, Function<Writes, T> rest) {
        T result = mailbox.ask(() -> {
            Session handed = session.handedTo(heir.id());
            T made = services.store().write(writes -> {
                writes.put(handed);
                return rest.apply(writes);
            });
            session = handed;
            changed();
            return made;
        });
        // What is said from here on in a conversation that goes on is the heir's.
        dropDriver();
        return result;
    }

    /** What is done with a session whose work another one has taken over would be done to that one's. */
    public void refuseHanded() {
        services.store().read(reads -> {
            Successor.refuseAny(reads, session);
            return true;
        });
    }

    /** Somebody else may have removed it meanwhile. */
    public void refuseRemoved() {
        if (session.removed().isPresent()) {
            throw new Problem(ProblemCode.NOT_FOUND, "Session " + session.handle() + " has been removed");
        }
    }

    /** Decides what became of messages that were under way to an agent that has ended. */
    void settleDeliveries() throws InterruptedException {
        courier.settle();
    }

    /** Wakes the courier: there is a new message. */
    public void messageCame() {
        changed();
    }

    // ---- what the courier asks

    @Override
    public boolean agentGone() {
        return driver().gone();
    }

    @Override
    public void messageMoved() {
        changed();
    }

    @Override
    public Optional<Spent> spent() {
        return ledger.spent(session);
    }

    @Override
    public void beforeTurn(Message message) {
        turns.before(message);
    }

    @Override
    public void entered(Message message, String turnKey, boolean joined) {
        mailbox.ask(() -> {
            turns.entered(message, turnKey, joined);
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
            case Observation.TurnStarted began -> {
                turns.started(began);
                goal.turnBegan();
            }
            case Observation.TurnEnded over -> {
                turns.ended(over);
                goal.turnEnded(over.outcome());
            }
            case Observation.Identity(var id, var reason) -> identified(id, reason);
            case Observation.Ready(var at) -> ready(at);
            case Observation.Ended(var how) -> ended(Endings.reason(how));
            case Observation.Unreachable(var reason) -> unreachable(reason);
            case Observation.Reachable reachable -> reachable();
            case Observation.ConversationGrew grew -> {}
            case Observation.Used used -> {
                ledger.record(session, used);
                goal.spent();
            }
            case Observation.GoalIs(var told) -> goal.is(told);
        }
        afterChange();
    }

    private void storeFails(StoreException failed) {
        board.blind(String.valueOf(failed.getMessage()));
        changed();
    }

    private void recheck() {
        board.refresh(session);
        afterChange();
    }

    void afterChange() {
        Status status = board.status();
        Optional<Instant> recheck = status.recheckAt();
        Optional<Instant> closes = turns.closeForgotten(status);
        resumption.look(session, status);
        mailbox.recheckAt(
                closes.isPresent() && recheck.map(closes.get()::isBefore).orElse(true) ? closes : recheck);
        changed();
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

    /** The agent's process is gone: closes what it left open. */
    void ended(String reason) {
        Instant now = services.clock().instant();
        requests.only(session, Set.of(), How.AGENT_GONE, now);
        board.reset(false);
        switch (session.lifecycle()) {
            case STARTING ->
                move(Lifecycle.FAILED, reason + " while it was starting" + Endings.lastWords(driver()), now);
            case STOPPING ->
                move(
                        Lifecycle.STOPPED,
                        services.terminals().make(session.launch())
                                ? "stopped"
                                : "let go; its program goes on where it is",
                        now);
            case LIVE, LOST -> move(Lifecycle.STOPPED, reason, now);
            case REQUESTED, PREPARING, STOPPED, FAILED -> board.refresh(session);
        }
        turns.agentGone(now);
    }

    /** A daemon that died right after its agent may have left the turn open. */
    void closeTurn() {
        turns.agentGone(session.lifecycleSince());
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
        turns.watchAnew();
    }

    /** The driver told all that happened before it began to watch. */
    void upToDate() {
        turns.upToDate();
    }

    /** The next use makes a new driver, for the session as it is then. */
    void dropDriver() {
        seat.leave();
    }

    private void changed() {
        changes.raise();
    }

    @Override
    public void close() {
        delivery.close();
        life.close();
        dropDriver();
        mailbox.close();
    }
}
