package dev.tagma.engine.deliver;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.status.Status;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.Problem;
import dev.tagma.engine.signal.Signal;
import dev.tagma.engine.usage.Spent;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.StoreException;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.drive.Chances;
import dev.tagma.testkit.drive.ModelAgent;
import dev.tagma.testkit.drive.ModelClock;
import dev.tagma.testkit.drive.ModelDriver;
import dev.tagma.testkit.fake.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One session with a model agent, whose engine dies now and then. Chances decide what happens at every call of the
 * driver, every checkpoint and every commit; when they are used up the world is kind and everything comes to its end.
 */
final class DeliveryWorld implements Situation {

    /** The engine's process ends here; nothing of it goes on. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** More rounds than any message needs in a kind world. */
    private static final int ROUNDS = 400;

    /** How many different things happen in the world. */
    static final int WORLD = 22;

    private final Chances chances;
    private final ModelClock clock = new ModelClock();
    private final ModelAgent agent = new ModelAgent(clock);
    private final Signal changes = new Signal();
    private final MemoryStore store = new MemoryStore(this::atCheckpoint);
    private final Map<String, MessageId> byKey = new HashMap<>();
    private final List<MessageId> sent = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private Session session = live();
    private Status status = status(Activity.IDLE);
    private ModelDriver driver = newDriver();
    private Inbox inbox = newInbox();
    private Courier courier = newCourier();
    private Optional<Activity> trouble = Optional.empty();
    private boolean unreachable;
    private boolean toResume;
    private boolean misled;
    private boolean armed;
    private int wanted;
    private int crashes;

    DeliveryWorld(List<Integer> numbers) {
        this.chances = new Chances(numbers);
    }

    private Session live() {
        return StoreSamples.session(1)
                .reached(Lifecycle.PREPARING, clock.instant(), "")
                .reached(Lifecycle.STARTING, clock.instant(), "")
                .reached(Lifecycle.LIVE, clock.instant(), "");
    }

    // ---- a run

    void run() throws InterruptedException {
        while (chances.left()) {
            armed = true;
            guarded(this::turn);
            armed = false;
        }
        settle();
    }

    private interface Act {
        void happen() throws InterruptedException;
    }

    private void guarded(Act act) throws InterruptedException {
        try {
            act.happen();
        } catch (Crash crash) {
            crashes++;
            agent.witnessDied();
            trace.add("crash");
            driver = newDriver();
            inbox = newInbox();
            courier = newCourier();
        } catch (StoreException refused) {
            trace.add("refused: " + refused.getMessage());
        }
        follow();
    }

    private void turn() throws InterruptedException {
        if (toResume) {
            toResume = false;
            resume();
        }
        switch (chances.next(8)) {
            case 1 -> send(chances.next(6));
            case 2 -> cancel(chances.next(24));
            case 3 -> world(1 + chances.next(WORLD));
            case 4 -> clock.pass(Duration.ofSeconds(1 + chances.next(20)));
            default ->
                clock.pass(
                        courier.step().compareTo(Duration.ofSeconds(5)) > 0
                                ? Duration.ofSeconds(5)
                                : Duration.ofMillis(200));
        }
    }

    private void send(int how) {
        Optional<String> key = how == 5 ? Optional.of("key-" + chances.next(2)) : Optional.empty();
        String text = key.map(named -> "said under " + named).orElse("message " + wanted);
        DeliveryMode mode = switch (how) {
            case 3 -> DeliveryMode.INTERRUPT;
            case 4 -> DeliveryMode.STEER;
            default -> DeliveryMode.QUEUE;
        };
        Optional<Instant> expires = how == 2 ? Optional.of(clock.instant().plusSeconds(15)) : Optional.empty();
        MessageId id = new MessageId(new UUID(7, ++wanted));
        Message accepted = inbox.accept(id, "test", new NewMessage(key, text, mode, expires), InboxLimit.DEFAULT);
        key.map(named -> byKey.putIfAbsent(named, accepted.id()))
                .filter(first -> !first.equals(accepted.id()))
                .ifPresent(first -> {
                    throw new AssertionError("One key became two messages: " + key);
                });
        if (accepted.id().equals(id)) {
            sent.add(id);
        }
    }

    private void cancel(int which) {
        if (which < sent.size()) {
            try {
                inbox.cancel(sent.get(sent.size() - 1 - which));
            } catch (Problem tooLate) {
                trace.add(String.valueOf(tooLate.getMessage()));
            }
        }
    }

    private void settle() throws InterruptedException {
        agent.behave();
        trouble = Optional.empty();
        found();
        for (int round = 0; round < ROUNDS && !inbox.waiting().isEmpty(); round++) {
            if (!agent.alive()) {
                guarded(() -> courier.step());
            }
            guarded(this::resume);
            agent.answered();
            guarded(() -> courier.step());
            if (agent.working() && round % 3 == 2) {
                agent.finish();
            }
            boolean foreign = !agent.composer().isEmpty()
                    && waiting().noneMatch(one -> one.text().equals(agent.composer()));
            if (foreign) {
                agent.clear();
            }
            clock.pass(Duration.ofSeconds(2));
            follow();
        }
    }

    // ---- what happens meanwhile

    private void happenings() {
        if (armed) {
            world(chances.next(48));
        }
    }

    private void world(int what) {
        switch (what) {
            case 1 -> agent.finish();
            case 2 -> agent.ask();
            case 3 -> agent.answered();
            case 4 -> agent.type();
            case 5 -> agent.clear();
            case 6 -> agent.enter();
            case 7 -> {
                observe();
                agent.escape();
                observe();
            }
            case 8 -> agent.speak();
            case 9 -> agent.swallowNextKey();
            case 10 -> agent.delayNextPaste(Duration.ofSeconds(1 + chances.next(8)));
            case 11 -> agent.loseNextPaste();
            case 12 -> agent.delayNextRecord(Duration.ofSeconds(1 + chances.next(14)));
            case 13 -> agent.unqueue();
            case 14 -> die();
            case 15 -> toResume = true;
            case 16 -> lose();
            case 17 -> found();
            case 18 -> stop();
            case 19 -> hangUp();
            case 20 -> trouble = Optional.of(Activity.UNKNOWN);
            case 21 -> trouble = Optional.of(chances.next(2) == 1 ? Activity.ERROR : Activity.USAGE_LIMITED);
            case 22 -> trouble = Optional.empty();
            default -> {
                return;
            }
        }
        trace.add("world " + what);
        if (chances.next(3) != 2) {
            observe();
        }
    }

    private void die() {
        if (agent.alive()) {
            agent.die();
            ended();
        }
    }

    /** Its terminal goes, and with it the agent, which writes its last meanwhile. */
    private void hangUp() {
        if (agent.alive()) {
            agent.hangUp();
            ended();
        }
    }

    private void ended() {
        if (session.lifecycle() == Lifecycle.LIVE) {
            reached(Lifecycle.STOPPED);
        }
    }

    /** Nobody can ask the terminal; the agent in it goes on. */
    private void lose() {
        unreachable = true;
        if (session.lifecycle() == Lifecycle.LIVE) {
            reached(Lifecycle.LOST);
        }
    }

    private void found() {
        unreachable = false;
        if (session.lifecycle() == Lifecycle.LOST) {
            reached(agent.alive() ? Lifecycle.LIVE : Lifecycle.STOPPED);
        }
    }

    /** A person gives up a session whose terminal cannot be asked; its agent may go on. */
    private void stop() {
        if (session.lifecycle() == Lifecycle.LOST) {
            reached(Lifecycle.STOPPED);
        }
    }

    /** As the session's life does it: first what was under way is settled. An agent that lives on is found again. */
    private void resume() throws InterruptedException {
        if (session.lifecycle() != Lifecycle.STOPPED) {
            return;
        }
        courier.settle();
        if (unreachable) {
            return;
        }
        if (!agent.alive()) {
            agent.resume();
        }
        reached(Lifecycle.STARTING);
        reached(Lifecycle.LIVE);
    }

    private void reached(Lifecycle next) {
        session = session.reached(next, clock.instant(), "");
    }

    private void atCheckpoint(String name) {
        if (!armed) {
            return;
        }
        if (chances.next(40) == 1) {
            trace.add("at " + name);
            throw new Crash();
        }
        if (name.equals("store.commit.before") && chances.next(40) == 1) {
            throw new StoreException("The model's disk is full");
        }
        if (!name.startsWith("store.")) {
            happenings();
        }
    }

    private boolean terminalFails() {
        return unreachable || (armed && chances.next(60) == 1);
    }

    /** What the engine's own thread does beside the courier: the status, and the end of turns. */
    private void follow() {
        observe();
        if (agent.working() || unreachable) {
            return;
        }
        armed = false;
        waiting()
                .filter(message -> message.state() == MessageState.STARTED)
                .forEach(message -> store.write(writes -> {
                    Inbox.done(writes, message, clock.instant());
                    return true;
                }));
    }

    private Stream<Message> waiting() {
        return inbox.waiting().stream().flatMap(head -> inbox.find(head.id()).stream());
    }

    private void observe() {
        Activity now = agent.dialog()
                ? Activity.WAITING_PERMISSION
                : agent.working() ? Activity.WORKING : trouble.orElse(Activity.IDLE);
        clock.pass(Duration.ofMillis(1));
        if (status.lifecycle() != session.lifecycle() || !status.is(now)) {
            status = status(now);
            misled |= trouble.isPresent();
        }
    }

    private Status status(Activity activity) {
        return new Status(
                session.lifecycle(),
                session.lifecycle() == Lifecycle.LIVE ? Optional.of(activity) : Optional.empty(),
                "",
                clock.instant(),
                Confidence.HIGH,
                "model",
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private ModelDriver newDriver() {
        return new ModelDriver(agent, clock, this::happenings, this::terminalFails);
    }

    private Inbox newInbox() {
        return new Inbox(store, clock, session.tenant(), session.id());
    }

    private Courier newCourier() {
        Checkpoint checkpoint = this::atCheckpoint;
        return new Courier(this, inbox, new DeliveryMachine(this, inbox, clock, checkpoint), clock);
    }

    // ---- the situation

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public boolean turnOpen() {
        return agent.working();
    }

    @Override
    public Driver driver() {
        return driver;
    }

    @Override
    public Signal changes() {
        return changes;
    }

    @Override
    public boolean agentGone() {
        return !unreachable && !agent.alive();
    }

    @Override
    public void messageMoved() {
        changes.raise();
    }

    @Override
    public Optional<Spent> spent() {
        return Optional.empty();
    }

    @Override
    public void beforeTurn(Message message) {
        clock.pass(Duration.ofMillis(100));
        happenings();
    }

    @Override
    public void entered(Message message, String turnKey, boolean joined) {
        store.write(writes -> Inbox.entered(
                writes, writes.message(message.tenant(), message.id()).orElseThrow(), 1, clock.instant()));
    }

    // ---- what came of it

    List<Message> messages() {
        return store.read(reads -> reads.messages(session.tenant(), session.id(), 0, 1_000));
    }

    /** How often the message stands in the conversation. */
    long entries(Message message) {
        return agent.record().stream()
                .filter(entry -> entry.text().equals(message.text()))
                .count();
    }

    int place(Message message) {
        return agent.record().stream().map(ModelAgent.Entry::text).toList().indexOf(message.text());
    }

    List<MessageState> told(Message message) {
        List<MessageState> states = new ArrayList<>();
        for (Event event : store.read(reads -> reads.events(session.tenant(), Optional.empty(), 0, 10_000))) {
            if (event.data() instanceof EventData.MessageChanged change
                    && change.message().equals(message.id())
                    && (states.isEmpty() || states.getLast() != change.state())) {
                states.add(change.state());
            }
        }
        return states;
    }

    List<String> wrongs() {
        return agent.wrongs();
    }

    /** Whether the status ever said what the agent did not show. */
    boolean misled() {
        return misled;
    }

    boolean touched(Message message) {
        return agent.touched(message.text());
    }

    /** The messages whose acceptance was acknowledged. */
    List<MessageId> sent() {
        return List.copyOf(sent);
    }

    int crashes() {
        return crashes;
    }

    @Override
    public String toString() {
        return "trace " + trace + "\nrecord " + agent.record() + "\ncomposer '" + agent.composer() + "'\n"
                + String.join(
                        "\n",
                        messages().stream()
                                .map(one -> one.text() + " " + one.mode() + " " + told(one) + " " + one.stage() + " "
                                        + one.failure() + one.held())
                                .toList());
    }
}
