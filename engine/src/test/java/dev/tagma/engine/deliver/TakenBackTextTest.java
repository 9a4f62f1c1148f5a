package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.status.Activity;
import org.junit.jupiter.api.Test;

/** The key was pressed, and the text stands in the composer. */
class TakenBackTextTest {

    private final OneSession session = new OneSession();

    /** Whether the agent began and was stopped, or the status was wrong for a moment, nothing tells. */
    @Test
    void aPersonIsAskedWhereTheAgentSeemsToHaveBegun() throws InterruptedException {
        MessageId message = session.send(DeliveryMode.QUEUE);
        session.agent().swallowNextKey();
        session.atCheckpoint(name -> {
            if (name.equals("submit.after")) {
                session.becomes(Activity.UNKNOWN);
                session.becomes(Activity.IDLE);
            }
        });

        session.courier().step();

        assertThat(session.message(message).state()).isEqualTo(MessageState.FAILED);
        assertThat(session.message(message).failure())
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("in doubt").contains("stands in the composer"));
        assertThat(session.agent().composer()).isEqualTo("message 1");
    }

    @Test
    void aSwallowedKeyIsPressedAgain() throws InterruptedException {
        MessageId message = session.send(DeliveryMode.QUEUE);
        session.agent().swallowNextKey();

        session.courier().step();
        session.courier().step();

        assertThat(session.message(message).state()).isEqualTo(MessageState.STARTED);
    }
}
