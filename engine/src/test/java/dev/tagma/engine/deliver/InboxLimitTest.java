package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import org.junit.jupiter.api.Test;

/** An inbox that nobody empties would grow until the daemon cannot hold it. */
class InboxLimitTest {

    private static final String TEXT = "message 1";

    private final OneSession session = new OneSession();

    @Test
    void refusesOneMessageMore() {
        session.limit(new InboxLimit(1, 1_000));
        session.send(DeliveryMode.QUEUE);

        assertThatThrownBy(() -> session.send(DeliveryMode.QUEUE))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ProblemCode.CONFLICT))
                .hasMessageContaining(session.session().id().toString())
                .hasMessageContaining("holds 1 messages")
                .hasMessageContaining("delivery.inbox.messages");
    }

    @Test
    void refusesOneByteMore() {
        session.limit(new InboxLimit(10, TEXT.length() * 2L - 1));
        session.send(DeliveryMode.QUEUE);

        assertThatThrownBy(() -> session.send(DeliveryMode.QUEUE))
                .hasMessageContaining("no room for " + TEXT.length())
                .hasMessageContaining("delivery.inbox.bytes");
    }

    @Test
    void hasRoomAgainWhenAMessageIsOver() throws InterruptedException {
        session.limit(new InboxLimit(1, TEXT.length()));
        MessageId first = session.send(DeliveryMode.QUEUE);
        session.courier().step();
        session.over(first);
        assertThat(session.message(first).state()).isEqualTo(MessageState.DONE);

        MessageId second = session.send(DeliveryMode.QUEUE);

        assertThat(session.message(second).state()).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void theSameKeyIsTheSameMessageInAFullInboxToo() {
        session.limit(new InboxLimit(1, 1_000));
        MessageId first = session.sendUnder("key");

        assertThat(session.sendUnder("key")).isEqualTo(first);
    }
}
