package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Failures with the real Claude Code. */
@Tag("real-agent")
final class ClaudeFailureTest extends FailureScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
