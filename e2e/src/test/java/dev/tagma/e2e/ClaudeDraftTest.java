package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Draft scenarios with the real Claude Code. */
@Tag("real-agent")
final class ClaudeDraftTest extends DraftScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
