package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Text scenarios with the real Claude Code. */
@Tag("real-agent")
final class ClaudeTextTest extends TextScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
