package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.tagma.engine.signal.Signal;
import dev.tagma.spi.agent.Driver;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A turn failed while messages waited. */
class FailedTurnTest {

    private final ModelClock clock = new ModelClock();
    private final ModelAgent agent = new ModelAgent(clock);
    private final MemoryStore store = new MemoryStore(name -> {});
    private final Session session = StoreSamples.session(1)
            .reached(Lifecycle.PREPARING, clock.instant(), "")
            .reached(Lifecycle.STARTING, clock.instant(), "")
            .reached(Lifecycle.LIVE, clock.instant(), "");
    private final Inbox inbox = new Inbox(store, clock, session.tenant(), session.id());
    private Status status = status(Activity.WORKING);
    private int sent;

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "USAGE_LIMITED"})
    void whatWasQueuedBeforeWaits(Activity failure) throws InterruptedException {
        MessageId queued = send(DeliveryMode.QUEUE);
        becomes(failure);

        courier().step();

        assertThat(message(queued).held()).contains(Courier.AFTER_FAILED_TURN);
        assertThat(agent.composer()).isEmpty();
    }

    @Test
    void whatIsSentAfterwardsLetsAllGoOnInTheirOrder() throws InterruptedException {
        MessageId queued = send(DeliveryMode.QUEUE);
        becomes(Activity.ERROR);
        MessageId afterwards = send(DeliveryMode.QUEUE);

        courier().step();

        assertThat(message(queued).state()).isEqualTo(MessageState.STARTED);
        assertThat(message(afterwards).state()).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void everyFailureHoldsAnew() throws InterruptedException {
        becomes(Activity.ERROR);
        MessageId afterFirst = send(DeliveryMode.QUEUE);
        becomes(Activity.WORKING);
        becomes(Activity.ERROR);

        courier().step();

        assertThat(message(afterFirst).held()).contains(Courier.AFTER_FAILED_TURN);
    }

    @Test
    void whatIsToInterruptDoesNotWait() throws InterruptedException {
        MessageId urgent = send(DeliveryMode.INTERRUPT);
        becomes(Activity.ERROR);

        courier().step();

        assertThat(message(urgent).state()).isEqualTo(MessageState.STARTED);
    }

    @Test
    void anAgentThatIsWellAgainGetsWhatWaits() throws InterruptedException {
        MessageId queued = send(DeliveryMode.QUEUE);
        becomes(Activity.ERROR);
        courier().step();
        becomes(Activity.IDLE);

        courier().step();

        assertThat(message(queued).state()).isEqualTo(MessageState.STARTED);
    }

    private MessageId send(DeliveryMode mode) {
        clock.pass(Duration.ofSeconds(1));
        MessageId id = new MessageId(new UUID(7, ++sent));
        inbox.accept(id, "test", new NewMessage(Optional.empty(), "message " + sent, mode, Optional.empty()));
        return id;
    }

    private void becomes(Activity activity) {
        clock.pass(Duration.ofSeconds(1));
        status = status(activity);
    }

    private Message message(MessageId id) {
        return store.read(reads -> reads.message(session.tenant(), id)).orElseThrow();
    }

    private Courier courier() {
        Situation situation = new Standing();
        return new Courier(situation, inbox, new DeliveryMachine(situation, inbox, clock, name -> {}), clock);
    }

    private Status status(Activity activity) {
        return new Status(
                Lifecycle.LIVE,
                Optional.of(activity),
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

    /** The session as it stands. */
    private final class Standing implements Situation {

        private final Signal changes = new Signal();

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
            return new ModelDriver(agent, clock, () -> {}, () -> false);
        }

        @Override
        public Signal changes() {
            return changes;
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
}
