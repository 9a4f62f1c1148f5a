package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** A session's life with the real Claude Code. */
@Tag("real-agent")
final class ClaudeLifeTest extends LifeScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
