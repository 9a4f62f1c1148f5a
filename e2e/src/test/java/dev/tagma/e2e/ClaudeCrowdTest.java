package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Crowd scenarios with the real Claude Code. */
@Tag("real-agent")
final class ClaudeCrowdTest extends CrowdScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
