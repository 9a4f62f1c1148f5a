package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The main job with the real Claude Code, driven over its stream instead of in its terminal. */
@Tag("real-agent")
final class ClaudeStreamMainJobTest extends MainJobScenarios {

    @Override
    World world() {
        return new ClaudeStreamWorld();
    }
}
