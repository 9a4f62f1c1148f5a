package dev.tagma.e2e;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Delivery scenarios with the real Codex. */
@Tag("real-agent")
final class CodexDeliveryTest extends DeliveryScenarios {

    @Override
    World world() {
        return new CodexWorld();
    }

    @Test
    @Disabled("the scenario kills the program at the terminal, which is not the agent here")
    @Override
    void twoMessagesOutliveTheAgentThatWasKilledBetween() {}

    @Test
    @Disabled("steering takes effect at once, not at the next tool; CodexTurnTest shows it")
    @Override
    void aSteeringMessageIsStartedOnlyWhenItHasEnteredTheConversation() {}

    @Test
    @Disabled("no prompt stands in a composer that could be given back to a person")
    @Override
    void aPromptThatAPersonTakesBackBeforeAnyOutputIsNotSentAgain() {}

    @Test
    @Disabled("the terminal program asks first whether the worktree is to be trusted; CodexTurnTest shows it")
    @Override
    void aPersonStopsATurnThatHasSaidSomething() {}
}
