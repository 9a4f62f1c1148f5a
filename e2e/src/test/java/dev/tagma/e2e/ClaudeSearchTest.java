package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Searching with the real Claude Code. */
@Tag("real-agent")
final class ClaudeSearchTest extends SearchScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
