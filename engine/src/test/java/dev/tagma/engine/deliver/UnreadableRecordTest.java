package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.spi.runtime.TerminalException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent has ended with a message under way, and its record cannot be read. */
class UnreadableRecordTest {

    private static final String CAUSE = "'agent export' does not tell the conversation";

    private final OneSession session = new OneSession();
    private MessageId message;

    @BeforeEach
    void endWithAMessageUnderWay() throws InterruptedException {
        message = session.send(DeliveryMode.QUEUE);
        session.agent().delayNextRecord(Duration.ofSeconds(9));
        session.courier().step();
        assertThat(session.message(message).state()).isEqualTo(MessageState.SUBMITTED);
        session.stopped();
        session.meanwhile(UnreadableRecordTest::fail);
    }

    @Test
    void theMessageIsInDoubtWhenTheRecordCouldNotBeReadForLong() throws InterruptedException {
        Duration waited = Duration.ZERO;
        for (int tries = 0; session.message(message).state() == MessageState.SUBMITTED && tries < 100; tries++) {
            waited = waited.plus(session.courier().step());
        }

        assertThat(session.message(message).state()).isEqualTo(MessageState.FAILED);
        assertThat(session.message(message).failure())
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("in doubt").contains(CAUSE));
        assertThat(waited).isGreaterThan(Duration.ofSeconds(20)).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void itIsAskedEverLessOften() throws InterruptedException {
        Duration first = session.courier().step();
        Duration second = session.courier().step();

        assertThat(second).isGreaterThan(first);
    }

    @Test
    void theAgentIsNotStartedWhileItMayBecomeKnown() {
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> session.courier().settle())
                .withMessage(CAUSE);

        assertThat(session.message(message).state()).isEqualTo(MessageState.SUBMITTED);
    }

    @Test
    void aRecordThatCanBeReadAgainDecides() throws InterruptedException {
        session.courier().step();
        session.courier().step();
        session.meanwhile(() -> {});

        session.courier().step();

        assertThat(session.message(message).state()).isNotIn(MessageState.SUBMITTED, MessageState.FAILED);
    }

    private static void fail() {
        throw new TerminalException(CAUSE, true);
    }
}
