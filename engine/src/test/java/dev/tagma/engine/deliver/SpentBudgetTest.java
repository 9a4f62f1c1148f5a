package dev.tagma.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.status.Activity;
import dev.tagma.engine.usage.Spent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Once too much is used, no further turn begins; one that runs goes on. */
class SpentBudgetTest {

    private static final Optional<Spent> SPENT = Optional.of(new Spent("the budget is used up", Optional.empty()));

    private final OneSession world = new OneSession();

    @Test
    void aQueuedMessageWaitsAndGoesOnWhenThereIsMore() throws InterruptedException {
        world.spent(SPENT);
        MessageId id = world.send(DeliveryMode.QUEUE);

        assertThat(world.courier().step()).isGreaterThan(Duration.ofMinutes(1));
        assertThat(world.message(id).held()).contains("the budget is used up");
        assertThat(world.message(id).state()).isEqualTo(MessageState.ACCEPTED);

        world.spent(Optional.empty());
        while (world.message(id).state() == MessageState.ACCEPTED) {
            world.courier().step();
        }
        assertThat(world.message(id).held()).isEmpty();
    }

    @Test
    void whatIsThereAgainByItselfIsLookedAtThen() throws InterruptedException {
        world.spent(Optional.of(new Spent("for today", Optional.of(Duration.ofMinutes(7)))));
        world.send(DeliveryMode.QUEUE);

        assertThat(world.courier().step()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void whileTheAgentWorksThatIsWhyAMessageWaits() throws InterruptedException {
        world.spent(SPENT);
        world.becomes(Activity.WORKING);
        MessageId id = world.send(DeliveryMode.QUEUE);

        world.courier().step();

        assertThat(world.message(id).held()).contains("working");
    }

    @Test
    void nothingIsStoppedForAMessageThatCouldNotFollow() throws InterruptedException {
        world.spent(SPENT);
        world.agent().type();
        world.agent().enter();
        world.becomes(Activity.WORKING);
        MessageId id = world.send(DeliveryMode.INTERRUPT);

        world.courier().step();

        assertThat(world.message(id).held()).contains("the budget is used up");
        assertThat(world.agent().working()).isTrue();
    }
}
