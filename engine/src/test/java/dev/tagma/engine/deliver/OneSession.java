package dev.tagma.engine.deliver;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.status.Status;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.signal.Signal;
import dev.tagma.engine.usage.Spent;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.store.Reads;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.drive.ModelAgent;
import dev.tagma.testkit.drive.ModelClock;
import dev.tagma.testkit.drive.ModelDriver;
import dev.tagma.testkit.fake.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A live session with a model agent, whose status is what a test says; idle at first. */
final class OneSession implements Situation {

    private final ModelClock clock = new ModelClock();
    private Optional<Spent> spent = Optional.empty();
    private final ModelAgent agent = new ModelAgent(clock);
    private final MemoryStore store = new MemoryStore(name -> {});
    private final Signal changes = new Signal();
    private Session session = StoreSamples.session(1)
            .reached(Lifecycle.PREPARING, clock.instant(), "")
            .reached(Lifecycle.STARTING, clock.instant(), "")
            .reached(Lifecycle.LIVE, clock.instant(), "");
    private final Inbox inbox = new Inbox(store, clock, session.tenant(), session.id());
    private Status status = status(Activity.IDLE);
    private Courier courier = newCourier();
    private Runnable meanwhile = () -> {};
    private Consumer<String> atCheckpoint = name -> {};
    private InboxLimit limit = InboxLimit.DEFAULT;
    private int sent;

    ModelClock clock() {
        return clock;
    }

    ModelAgent agent() {
        return agent;
    }

    Courier courier() {
        return courier;
    }

    /** As after a restart of the daemon. */
    void anotherProcess() {
        courier = newCourier();
    }

    private Courier newCourier() {
        DeliveryMachine machine = new DeliveryMachine(this, inbox, clock, name -> atCheckpoint.accept(name));
        return new Courier(this, inbox, machine, clock);
    }

    MessageId send(DeliveryMode mode) {
        return send(mode, Optional.empty());
    }

    MessageId send(DeliveryMode mode, Optional<Duration> expiresIn) {
        clock.pass(Duration.ofSeconds(1));
        Optional<Instant> expires = expiresIn.map(clock.instant()::plus);
        return accept(new NewMessage(Optional.empty(), "message " + (sent + 1), mode, expires));
    }

    MessageId sendUnder(String key) {
        return accept(new NewMessage(Optional.of(key), "under " + key, DeliveryMode.QUEUE, Optional.empty()));
    }

    /** What lets a turn go on that a limit cut off. */
    MessageId sendResumption() {
        clock.pass(Duration.ofSeconds(1));
        return accept(
                Resumption.SENDER,
                new NewMessage(Optional.of("after-limit:1"), Resumption.WORDS, DeliveryMode.QUEUE, Optional.empty()));
    }

    private MessageId accept(NewMessage wanted) {
        return accept("test", wanted);
    }

    private MessageId accept(String sender, NewMessage wanted) {
        return inbox.accept(new MessageId(new UUID(7, ++sent)), sender, wanted, limit)
                .id();
    }

    /** The turn of the message is over. */
    void over(MessageId id) {
        store.write(writes -> {
            Inbox.done(writes, message(writes, id), clock.instant());
            return true;
        });
    }

    private Message message(Reads reads, MessageId id) {
        return reads.message(session.tenant(), id).orElseThrow();
    }

    Message message(MessageId id) {
        return store.read(reads -> message(reads, id));
    }

    void limit(InboxLimit most) {
        limit = most;
    }

    /** What the status says from now on. */
    void becomes(Activity activity) {
        clock.pass(Duration.ofSeconds(1));
        status = status(activity);
    }

    /** Its last turn failed of its login. */
    void loggedOut() {
        clock.pass(Duration.ofSeconds(1));
        status = status(Activity.WAITING_TRUST_OR_LOGIN, "logged-out");
    }

    /** Its agent has ended, as it should. */
    void stopped() {
        agent.die();
        session = session.reached(Lifecycle.STOPPING, clock.instant(), "")
                .reached(Lifecycle.STOPPED, clock.instant(), "");
        status = status(Activity.UNKNOWN);
    }

    /** What happens at every call of the driver that looks at something. */
    void meanwhile(Runnable happens) {
        meanwhile = happens;
    }

    void atCheckpoint(Consumer<String> happens) {
        atCheckpoint = happens;
    }

    private Status status(Activity activity) {
        return status(activity, "model");
    }

    private Status status(Activity activity, String rule) {
        return new Status(
                session.lifecycle(),
                session.lifecycle() == Lifecycle.LIVE ? Optional.of(activity) : Optional.empty(),
                "",
                clock.instant(),
                Confidence.HIGH,
                rule,
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

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
        return false;
    }

    @Override
    public Driver driver() {
        return new ModelDriver(agent, clock, () -> meanwhile.run(), () -> false);
    }

    @Override
    public Signal changes() {
        return changes;
    }

    @Override
    public boolean agentGone() {
        return !agent.alive();
    }

    @Override
    public void messageMoved() {
        changes.raise();
    }

    @Override
    public Optional<Spent> spent() {
        return spent;
    }

    /** So much is used. */
    void spent(Optional<Spent> used) {
        spent = used;
        changes.raise();
    }

    @Override
    public void beforeTurn(Message message) {
        // There is no workspace.
    }

    @Override
    public void entered(Message message, String turnKey, boolean joined) {
        Instant now = clock.instant();
        store.write(writes -> Inbox.entered(
                writes, writes.message(message.tenant(), message.id()).orElseThrow(), 1, now));
    }
}
