package dev.tagma.bench.stage;

import dev.tagma.core.fact.Facts;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Answer;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Circumstances;
import dev.tagma.core.status.Status;
import dev.tagma.core.status.StatusRules;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.deliver.Courier;
import dev.tagma.engine.deliver.DeliveryMachine;
import dev.tagma.engine.deliver.Inbox;
import dev.tagma.engine.deliver.InboxLimit;
import dev.tagma.engine.deliver.Situation;
import dev.tagma.engine.signal.Signal;
import dev.tagma.engine.usage.Spent;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.testkit.fake.MemoryStore;
import dev.tagma.testkit.played.DaemonDeath;
import dev.tagma.testkit.played.DriverRig;
import dev.tagma.testkit.played.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A session whose agent asks, works and fails, and whose daemon dies again and again while it delivers. The delivery machine
 * and the driver are the real ones; the agent is played, and the store is in memory and survives.
 */
public final class Beset implements Situation, AutoCloseable {

    private static final int AT_ONCE = 3;
    private static final int LONGEST_FUSE = 60;

    /** When no message has moved for so long nothing more will come of it; of the played world's time. */
    private static final Duration STUCK = Duration.ofMinutes(30);

    /** So long nothing happens before everybody looks again, since nobody's waits know of the played world's time. */
    private static final Duration LOOK_AGAIN = HastyClock.real(Duration.ofSeconds(1));

    private static final List<Trouble> AT_RANDOM =
            List.of(Trouble.MALFORMED, Trouble.LATE, Trouble.TAKEN_SUBMIT, Trouble.LOST_SUBMIT, Trouble.FLOOD);

    private final DriverRig rig;
    private final Random random;
    private final Clock clock;
    private final Signal changes = new Signal();
    private final MemoryStore store = new MemoryStore(this::reached);
    private final List<MessageId> sent = new ArrayList<>();
    private Facts facts = Facts.none();
    private boolean adopted;
    private volatile Inbox inbox;
    private volatile Thread daemon = Thread.currentThread();
    private volatile boolean dead;
    private volatile boolean killed;
    private int fuse = Integer.MAX_VALUE;
    private int daemons;
    private int turns;
    private int crashes;

    /** What became of it. */
    public record Outcome(int messages, int done, int inDoubt, int crashes, List<String> wrongs) {

        public Outcome {
            wrongs = List.copyOf(wrongs);
        }
    }

    public Beset(DriverRig rig, long seed) {
        this.rig = rig;
        this.clock = rig.clock();
        this.random = new Random(seed);
        this.inbox = inbox();
        rig.at(this::reached);
        listen();
    }

    /** Brings so many messages through everything that befalls it, and says what became of them. */
    public Outcome run(int messages) throws InterruptedException {
        rig.start(new Start.Fresh());
        deliver();
        Instant moved = clock.instant();
        List<?> stands = stands();
        while (!over(messages) && clock.instant().isBefore(moved.plus(STUCK))) {
            long seen = changes.version();
            try {
                if (dead) {
                    crashes++;
                    revive();
                }
                happen(messages);
                settle();
            } catch (DaemonDeath died) {
                dies();
            }
            if (!changes.await(seen, LOOK_AGAIN)) {
                changes.raise();
            }
            List<?> now = stands();
            moved = now.equals(stands) ? moved : clock.instant();
            stands = now;
        }
        return outcome();
    }

    /** How far each message has come that has not come to its end; why it waits may change for ever. */
    private List<?> stands() {
        return inbox.waiting().stream()
                .map(head -> List.of(head.id(), head.state(), head.stage()))
                .toList();
    }

    private boolean over(int messages) {
        return sent.size() == messages && inbox.waiting().isEmpty();
    }

    // ---- daemons

    private void revive() throws InterruptedException {
        daemon.join();
        synchronized (this) {
            facts = Facts.none();
            adopted = true;
            daemons++;
        }
        listen();
        inbox = inbox();
        if (!(rig.next().adopt() instanceof Driver.Adoption.Running)) {
            throw new IllegalStateException("The next daemon does not find the agent of "
                    + rig.session().handle());
        }
        deliver();
    }

    private Inbox inbox() {
        return new Inbox(store, clock, rig.session().tenant(), rig.session().id());
    }

    private void deliver() {
        Courier courier = new Courier(this, inbox, new DeliveryMachine(this, inbox, clock, this::reached), clock);
        dead = false;
        killed = false;
        fuse = 2 + random.nextInt(LONGEST_FUSE);
        Thread next = Thread.ofVirtual().name("beset").unstarted(() -> {
            try {
                while (!killed && !Thread.currentThread().isInterrupted()) {
                    courier.round();
                }
            } catch (DaemonDeath died) {
                dead = true;
                changes.raise();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        daemon = next;
        next.start();
    }

    /** Whoever delivers dies at one of these places. */
    private void reached(String checkpoint) {
        if (Thread.currentThread().equals(daemon) && (killed || --fuse == 0)) {
            throw new DaemonDeath(checkpoint);
        }
    }

    /** It dies of what somebody else does than the one who delivers, who comes no further than to the next such place. */
    private void dies() {
        killed = true;
        dead = true;
        changes.raise();
    }

    // ---- what befalls it

    private void happen(int messages) {
        if (sent.size() < messages && inbox.waiting().size() < AT_ONCE) {
            send();
        }
        if (random.nextInt(3) == 0) {
            rig.played().finish();
        }
        if (random.nextInt(2) == 0) {
            answer();
        }
        if (random.nextInt(30) == 0) {
            Trouble trouble = AT_RANDOM.get(random.nextInt(AT_RANDOM.size()));
            if (rig.played().cannot(trouble).isEmpty()) {
                rig.played().make(trouble);
            }
        }
    }

    private void send() {
        MessageId id = new MessageId(new UUID(7, sent.size()));
        String what = switch (random.nextInt(5)) {
            case 0 -> "WAIT for ";
            case 1 -> "BASH touch ";
            default -> "message ";
        };
        String text = what + sent.size() + " " + fuzz();
        DeliveryMode mode = random.nextInt(12) == 0 ? DeliveryMode.INTERRUPT : DeliveryMode.QUEUE;
        inbox.accept(id, "bench", new NewMessage(Optional.empty(), text, mode, Optional.empty()), InboxLimit.NONE);
        sent.add(id);
        changes.raise();
    }

    /** A few words of one line, as every composer shows them. */
    private String fuzz() {
        StringBuilder fuzz = new StringBuilder("x");
        for (int i = random.nextInt(40); i > 0; i--) {
            fuzz.append("abcdefghij äöü€ 0123456789 .,;:'\"(){}".charAt(random.nextInt(36)));
        }
        return fuzz.append("x").toString().replaceAll(" +", " ");
    }

    private void answer() {
        Set<String> over = new HashSet<>();
        rig.told(Observation.RequestClosed.class).forEach(closed -> over.add(closed.key()));
        for (Observation.RequestOpened asked : rig.told(Observation.RequestOpened.class)) {
            if (over.add(asked.key())) {
                try {
                    rig.driver().answer(rig.request(asked), new Answer.Allow(Answer.Scope.ONCE));
                } catch (RuntimeException failed) {
                    // It is as open as before, and answered again.
                    return;
                }
            }
        }
    }

    /** What the engine's own thread does beside the courier. */
    private void settle() {
        if (status().activity().filter(Activity.IDLE::equals).isEmpty()) {
            return;
        }
        inbox.waiting().stream()
                .flatMap(head -> inbox.find(head.id()).stream())
                .filter(message -> message.state() == MessageState.STARTED)
                .forEach(message -> {
                    store.write(writes -> {
                        Inbox.done(writes, message, clock.instant());
                        return true;
                    });
                    changes.raise();
                });
    }

    /** What a daemon is told that has died counts for nothing, however late it comes. */
    private void listen() {
        int own = daemons;
        rig.tell(observation -> observed(own, observation));
    }

    private void observed(int of, Observation observation) {
        synchronized (this) {
            if (of != daemons) {
                return;
            }
            switch (observation) {
                case Observation.Seen(var fact) ->
                    facts = facts.asOf(clock.instant()).with(fact);
                case Observation.CarrierChanged(var source, var carrier) -> facts = facts.with(source, carrier);
                case Observation.ProcessIs(var process) -> facts = facts.ofProcess(process);
                default -> {}
            }
        }
        changes.raise();
    }

    // ---- what became of it

    private Outcome outcome() {
        List<String> wrongs = new ArrayList<>();
        List<String> heard = rig.played().heard();
        int done = 0;
        int inDoubt = 0;
        for (MessageId id : sent) {
            Message message = inbox.find(id).orElseThrow(() -> new IllegalStateException("Message " + id + " is gone"));
            int times = Collections.frequency(heard, message.text());
            if (times > 1) {
                wrongs.add("doubled: " + message.text());
            } else if (!message.state().terminal()) {
                wrongs.add("lost, for it came to no end (" + message.stage() + ", held: "
                        + message.held().orElse("no") + "; "
                        + status().activity().map(Activity::name).orElse("no activity") + ", "
                        + status().reason() + "): " + message.text());
            } else if (message.state() == MessageState.DONE && times == 0) {
                wrongs.add("lost, though called done: " + message.text());
            }
            done += message.state() == MessageState.DONE ? 1 : 0;
            inDoubt += message.state() == MessageState.FAILED ? 1 : 0;
        }
        rig.played().intoDialogs().forEach(text -> wrongs.add("into a dialog: " + text));
        return new Outcome(sent.size(), done, inDoubt, crashes, wrongs);
    }

    // ---- the situation

    @Override
    public Session session() {
        Session session = rig.session();
        Instant now = session.lifecycleSince();
        return session.lifecycle() == Lifecycle.LIVE
                ? session
                : session.reached(Lifecycle.PREPARING, now, "")
                        .reached(Lifecycle.STARTING, now, "")
                        .reached(Lifecycle.LIVE, now, "");
    }

    @Override
    public synchronized Status status() {
        Instant now = clock.instant();
        Circumstances circumstances = new Circumstances(
                Lifecycle.LIVE, session().lifecycleSince(), "", adopted, Circumstances.DEFAULT_STALL_LIMIT);
        return StatusRules.derive(facts.asOf(now), circumstances, now);
    }

    @Override
    public boolean turnOpen() {
        return inbox.waiting().stream()
                .flatMap(head -> inbox.find(head.id()).stream())
                .anyMatch(message -> message.state() == MessageState.STARTED);
    }

    @Override
    public Driver driver() {
        return new HastyDriver(rig.driver());
    }

    @Override
    public boolean agentGone() {
        return false;
    }

    @Override
    public Signal changes() {
        return changes;
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
        // There is no workspace to save.
    }

    @Override
    public void entered(Message message, String turnKey, boolean joined) {
        int turn = ++turns;
        store.write(writes -> {
            writes.message(message.tenant(), message.id())
                    .ifPresent(stored -> Inbox.entered(writes, stored, turn, clock.instant()));
            return true;
        });
        changes.raise();
    }

    @Override
    public void close() {
        daemon.interrupt();
        try {
            daemon.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        rig.close();
    }
}
