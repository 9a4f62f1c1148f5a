package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Request scenarios with the real Claude Code. */
@Tag("real-agent")
final class ClaudeRequestTest extends RequestScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
