package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.status.Activity;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The key that stops a turn clears a draft and opens a menu where no turn runs any more. */
class InterruptingMessageTest {

    private final OneSession session = new OneSession();

    @BeforeEach
    void aTurnRuns() {
        aPersonBeginsATurn();
        session.becomes(Activity.WORKING);
    }

    @Test
    void theKeyIsNotPressedAgainWhileTheAgentTakesItsTime() throws InterruptedException {
        MessageId urgent = session.send(DeliveryMode.INTERRUPT);
        session.courier().step();
        assertThat(session.agent().working()).isFalse();

        aPersonBeginsATurn();
        session.clock().pass(Duration.ofSeconds(4));
        session.courier().step();

        assertThat(session.agent().working()).isTrue();
        assertThat(session.message(urgent).held()).contains("interrupting the running turn");
    }

    @Test
    void itIsPressedAgainWhenTheAgentShouldHaveStopped() throws InterruptedException {
        session.send(DeliveryMode.INTERRUPT);
        Duration pause = session.courier().step();

        aPersonBeginsATurn();
        session.clock().pass(pause);
        session.courier().step();

        assertThat(session.agent().working()).isFalse();
    }

    @Test
    void theNextTurnIsStoppedAtOnce() throws InterruptedException {
        MessageId first = session.send(DeliveryMode.INTERRUPT);
        session.courier().step();
        session.becomes(Activity.IDLE);
        session.courier().step();
        assertThat(session.message(first).state()).isEqualTo(MessageState.STARTED);
        session.becomes(Activity.WORKING);
        session.send(DeliveryMode.INTERRUPT);

        session.courier().step();

        assertThat(session.agent().working()).isFalse();
    }

    private void aPersonBeginsATurn() {
        session.agent().type();
        session.agent().enter();
    }
}
