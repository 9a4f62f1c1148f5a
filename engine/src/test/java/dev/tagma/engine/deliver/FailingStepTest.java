package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A step of a delivery throws what nobody expected. */
class FailingStepTest {

    private static final String CAUSE = "Too many open files";

    private final OneSession session = new OneSession();

    @Test
    void theMessageIsHeldWithTheReasonAndTriedAgain() throws InterruptedException {
        MessageId message = session.send(DeliveryMode.QUEUE);
        session.meanwhile(FailingStepTest::fail);

        Duration pause = session.courier().step();

        assertThat(session.message(message).state()).isEqualTo(MessageState.ACCEPTED);
        assertThat(session.message(message).held())
                .hasValueSatisfying(held -> assertThat(held).contains(CAUSE));
        assertThat(pause).isPositive().isLessThan(Duration.ofMinutes(1));
        session.meanwhile(() -> {});
        session.courier().step();
        assertThat(session.message(message).state()).isEqualTo(MessageState.STARTED);
    }

    @Test
    void whatTheAgentMayHaveShowsTheReasonOnlyWhileItLasts() throws InterruptedException {
        MessageId message = session.send(DeliveryMode.QUEUE);
        session.agent().delayNextRecord(Duration.ofSeconds(9));
        session.courier().step();
        assertThat(session.message(message).state()).isEqualTo(MessageState.SUBMITTED);
        session.meanwhile(FailingStepTest::fail);

        session.courier().step();

        assertThat(session.message(message).state()).isEqualTo(MessageState.SUBMITTED);
        assertThat(session.message(message).held())
                .hasValueSatisfying(held -> assertThat(held).contains(CAUSE));
        session.meanwhile(() -> {});
        session.courier().step();
        assertThat(session.message(message).held()).isEmpty();
        session.clock().pass(Duration.ofSeconds(9));
        session.courier().step();
        assertThat(session.message(message).state()).isEqualTo(MessageState.STARTED);
    }

    private static void fail() {
        throw new UncheckedIOException(new IOException(CAUSE));
    }
}
