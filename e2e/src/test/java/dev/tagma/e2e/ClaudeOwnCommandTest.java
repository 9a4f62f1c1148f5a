package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The agent's own commands with the real Claude Code. */
@Tag("real-agent")
final class ClaudeOwnCommandTest extends OwnCommandScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
