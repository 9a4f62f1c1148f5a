package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Start scenarios with the real Claude Code. */
@Tag("real-agent")
final class ClaudeStartTest extends StartScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
