package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message is held, for hours perhaps, and others wait behind it. */
class ExpiryTest {

    private static final Duration SOON = Duration.ofMillis(900);

    private final OneSession session = new OneSession();
    private final MessageId held = session.send(DeliveryMode.QUEUE);

    @BeforeEach
    void aPersonWritesADraft() {
        session.agent().type();
    }

    @Test
    void whatIsBehindItExpiresInTime() throws InterruptedException {
        MessageId behind = session.send(DeliveryMode.QUEUE, Optional.of(SOON));

        Duration pause = session.courier().step();
        assertThat(session.message(held).held()).contains("draft");
        session.clock().pass(pause);
        session.courier().step();

        assertThat(pause).isLessThanOrEqualTo(SOON.plusMillis(1));
        assertThat(session.message(behind).state()).isEqualTo(MessageState.EXPIRED);
        assertThat(session.message(held).state()).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void whoeverWaitsForItIsWoken() throws InterruptedException {
        session.send(DeliveryMode.QUEUE, Optional.of(SOON));
        session.courier().step();
        session.clock().pass(SOON.plusMillis(1));
        long seen = session.changes().version();

        session.courier().step();

        assertThat(session.changes().version()).isGreaterThan(seen);
    }

    @Test
    void whoeverWaitsForTheOneThatIsHeldIsWokenOnce() throws InterruptedException {
        long seen = session.changes().version();
        session.courier().step();
        long told = session.changes().version();

        session.courier().step();

        assertThat(told).isGreaterThan(seen);
        assertThat(session.changes().version()).isEqualTo(told);
    }
}
