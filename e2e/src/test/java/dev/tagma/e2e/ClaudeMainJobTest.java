package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The main job with the real Claude Code. */
@Tag("real-agent")
final class ClaudeMainJobTest extends MainJobScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
