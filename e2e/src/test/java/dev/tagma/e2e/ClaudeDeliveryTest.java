package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Delivery scenarios with the real Claude Code. */
@Tag("real-agent")
final class ClaudeDeliveryTest extends DeliveryScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
