package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Saying something and staying with the real Claude Code. */
@Tag("real-agent")
final class ClaudeRunTest extends RunScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
