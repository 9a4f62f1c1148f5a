package dev.tagma.core.message;

import static dev.tagma.core.message.MessageState.ACCEPTED;
import static dev.tagma.core.message.MessageState.CANCELLED;
import static dev.tagma.core.message.MessageState.DONE;
import static dev.tagma.core.message.MessageState.EXPIRED;
import static dev.tagma.core.message.MessageState.FAILED;
import static dev.tagma.core.message.MessageState.STARTED;
import static dev.tagma.core.message.MessageState.SUBMITTED;
import static dev.tagma.core.message.MessageState.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    /** The same table as in {@link MessageState#next}, said by somebody else. */
    private static final Map<MessageState, Set<MessageState>> STEPS = Map.of(
            ACCEPTED, Set.of(SUBMITTED, SUPERSEDED, CANCELLED, EXPIRED, FAILED),
            SUBMITTED, Set.of(STARTED, ACCEPTED, FAILED),
            STARTED, Set.of(DONE),
            DONE, Set.of(),
            SUPERSEDED, Set.of(),
            CANCELLED, Set.of(),
            EXPIRED, Set.of(),
            FAILED, Set.of());

    @Test
    void aMessageTakesTheStepsOfTheTableAndNoOthers() {
        for (MessageState from : MessageState.values()) {
            Set<MessageState> taken = new HashSet<>();
            for (MessageState to : MessageState.values()) {
                if (takes(in(from), to)) {
                    taken.add(to);
                }
            }
            assertThat(taken).as("steps from %s", from).isEqualTo(STEPS.get(from));
            assertThat(from.terminal()).isEqualTo(STEPS.get(from).isEmpty());
        }
    }

    private static boolean takes(Message message, MessageState to) {
        try {
            Message next = message.reached(to, NOW.plusSeconds(1));
            assertThat(next.state()).isEqualTo(to);
            assertThat(next.stateSince()).isEqualTo(NOW.plusSeconds(1));
            assertThat(next.held()).isEmpty();
            return true;
        } catch (IllegalStateException refused) {
            assertThat(refused).hasMessageContaining(message.id().toString());
            return false;
        }
    }

    /** However it is pushed about, a message comes to at most one end and stays there. */
    @Property(tries = 500)
    void anEndIsTheEnd(@ForAll List<MessageState> pushes) {
        Message message = in(ACCEPTED);
        int ends = 0;
        for (MessageState push : pushes) {
            boolean over = message.state().terminal();
            if (message.state().next().contains(push)) {
                assertThat(over).isFalse();
                message = push == FAILED ? message.failed(NOW, "why") : message.reached(push, NOW);
                ends += message.state().terminal() ? 1 : 0;
            }
        }
        assertThat(ends).isEqualTo(message.state().terminal() ? 1 : 0);
    }

    @Test
    void aFailureSaysWhy() {
        assertThat(in(SUBMITTED).failed(NOW, "in doubt").failure()).contains("in doubt");
        assertThatIllegalStateException().isThrownBy(() -> in(STARTED).failed(NOW, "too late"));
    }

    @Test
    void deliveryBeginsWithItsMark() {
        Message message = in(ACCEPTED).heldFor(Optional.of("draft")).recorded("mark");

        assertThat(message.stage()).isEqualTo(DeliveryStage.RECORDED);
        assertThat(message.mark()).contains("mark");
        assertThat(message.held()).isEmpty();
    }

    @Test
    void onlyATextThatVanishedWasTakenInVain() {
        Message withdrawn = in(ACCEPTED).recorded("mark").at(DeliveryStage.NONE).recorded("later");

        assertThat(withdrawn.attempts()).isZero();
        assertThat(withdrawn.vanished().attempts()).isOne();
        assertThat(withdrawn.vanished().stage()).isEqualTo(DeliveryStage.NONE);
    }

    private static Message in(MessageState state) {
        return new Message(
                TenantId.DEFAULT,
                new SessionId(new UUID(0, 1)),
                new MessageId(new UUID(0, 2)),
                1,
                Optional.empty(),
                "cli:someone",
                "text",
                DeliveryMode.QUEUE,
                state,
                NOW,
                NOW,
                Optional.of("draft"),
                Optional.empty(),
                Optional.empty(),
                DeliveryStage.NONE,
                Optional.empty(),
                0,
                Optional.empty());
    }
}
