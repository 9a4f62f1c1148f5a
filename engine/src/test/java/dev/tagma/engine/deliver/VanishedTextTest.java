package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A text is said to have vanished as often as it did. */
class VanishedTextTest {

    private final OneSession session = new OneSession();
    private final MessageId message = session.send(DeliveryMode.QUEUE);

    @Test
    void theThirdTimeIsTheLast() throws InterruptedException {
        vanish();
        vanish();
        assertThat(session.message(message).state()).isEqualTo(MessageState.ACCEPTED);

        vanish();

        assertThat(session.message(message).state()).isEqualTo(MessageState.FAILED);
        assertThat(session.message(message).failure())
                .hasValueSatisfying(why -> assertThat(why).contains("3 times"));
    }

    @Test
    void whatWasWithdrawnBeforeItWasPlacedDoesNotCount() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            aPersonTypesBetweenTheLooks();
            session.courier().step();
            assertThat(session.message(message).held()).contains("draft");
            session.agent().clear();
        }
        session.meanwhile(() -> {});

        vanish();

        assertThat(session.message(message).state()).isEqualTo(MessageState.ACCEPTED);
        assertThat(session.message(message).attempts()).isOne();
    }

    @Test
    void whatAProcessDiedBeforeDoesNotCount() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            session.atCheckpoint(name -> {
                if (name.equals("place.before")) {
                    throw new AssertionError("killed");
                }
            });
            assertThatThrownBy(() -> session.courier().step()).hasMessage("killed");
            session.atCheckpoint(name -> {});
            session.anotherProcess();
            session.courier().step();
        }

        session.courier().step();

        assertThat(session.message(message).attempts()).isZero();
        assertThat(session.message(message).state()).isEqualTo(MessageState.STARTED);
    }

    private void vanish() throws InterruptedException {
        session.agent().loseNextPaste();
        session.courier().step();
    }

    /** The first call of the driver looks, the second sets the mark, the third looks again. */
    private void aPersonTypesBetweenTheLooks() {
        AtomicInteger calls = new AtomicInteger();
        session.meanwhile(() -> {
            if (calls.incrementAndGet() == 2) {
                session.agent().type();
            }
        });
    }
}
