package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.status.Activity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A turn failed while messages waited. */
class FailedTurnTest {

    private final OneSession session = new OneSession();

    @BeforeEach
    void aTurnRuns() {
        session.becomes(Activity.WORKING);
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "USAGE_LIMITED"})
    void whatWasQueuedBeforeWaits(Activity failure) throws InterruptedException {
        MessageId queued = session.send(DeliveryMode.QUEUE);
        session.becomes(failure);

        session.courier().step();

        assertThat(session.message(queued).held()).contains(Courier.AFTER_FAILED_TURN);
        assertThat(session.agent().composer()).isEmpty();
    }

    @Test
    void whatIsSentAfterwardsLetsAllGoOnInTheirOrder() throws InterruptedException {
        MessageId queued = session.send(DeliveryMode.QUEUE);
        session.becomes(Activity.ERROR);
        MessageId afterwards = session.send(DeliveryMode.QUEUE);

        session.courier().step();

        assertThat(session.message(queued).state()).isEqualTo(MessageState.STARTED);
        assertThat(session.message(afterwards).state()).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void anAgentThatIsNotLoggedInAnyMoreIsTriedAgainForWhoeverSendsSomethingElse() throws InterruptedException {
        MessageId queued = session.send(DeliveryMode.QUEUE);
        session.loggedOut();

        session.courier().step();
        assertThat(session.message(queued).held()).contains("waiting trust or login");

        MessageId afterwards = session.send(DeliveryMode.QUEUE);
        session.courier().step();
        assertThat(session.message(queued).state()).isEqualTo(MessageState.STARTED);
        assertThat(session.message(afterwards).state()).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void nobodyTypesPastADialogThatAsksForALogin() throws InterruptedException {
        session.becomes(Activity.WAITING_TRUST_OR_LOGIN);
        MessageId afterwards = session.send(DeliveryMode.QUEUE);

        session.courier().step();

        assertThat(session.message(afterwards).held()).contains("waiting trust or login");
    }

    @Test
    void everyFailureHoldsAnew() throws InterruptedException {
        session.becomes(Activity.ERROR);
        MessageId afterFirst = session.send(DeliveryMode.QUEUE);
        session.becomes(Activity.WORKING);
        session.becomes(Activity.ERROR);

        session.courier().step();

        assertThat(session.message(afterFirst).held()).contains(Courier.AFTER_FAILED_TURN);
    }

    @Test
    void whatIsToInterruptDoesNotWait() throws InterruptedException {
        MessageId urgent = session.send(DeliveryMode.INTERRUPT);
        session.becomes(Activity.ERROR);

        session.courier().step();

        assertThat(session.message(urgent).state()).isEqualTo(MessageState.STARTED);
    }

    @Test
    void anAgentThatIsWellAgainGetsWhatWaits() throws InterruptedException {
        MessageId queued = session.send(DeliveryMode.QUEUE);
        session.becomes(Activity.ERROR);
        session.courier().step();
        session.becomes(Activity.IDLE);

        session.courier().step();

        assertThat(session.message(queued).state()).isEqualTo(MessageState.STARTED);
    }

    /** What waits may build on what was not done. */
    @Test
    void whatALimitCutOffGoesOnBeforeAllThatIsQueued() throws InterruptedException {
        MessageId first = session.send(DeliveryMode.QUEUE);
        MessageId second = session.send(DeliveryMode.QUEUE);
        session.becomes(Activity.USAGE_LIMITED);
        MessageId resumption = session.sendResumption();

        session.courier().step();

        assertThat(session.message(resumption).state()).isEqualTo(MessageState.STARTED);
        assertThat(session.message(first).state()).isEqualTo(MessageState.ACCEPTED);

        session.over(resumption);
        session.agent().finish();
        session.becomes(Activity.IDLE);
        session.courier().step();

        assertThat(session.message(first).state()).isEqualTo(MessageState.STARTED);
        assertThat(session.message(second).state()).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void whatIsToInterruptGoesBeforeWhatALimitCutOff() throws InterruptedException {
        session.becomes(Activity.USAGE_LIMITED);
        MessageId resumption = session.sendResumption();
        MessageId urgent = session.send(DeliveryMode.INTERRUPT);

        session.courier().step();

        assertThat(session.message(urgent).state()).isEqualTo(MessageState.STARTED);
        assertThat(session.message(resumption).state()).isEqualTo(MessageState.ACCEPTED);
    }
}
