package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The rest of the main job with the real Claude Code through its adapter over the Agent Client Protocol. */
@Tag("real-agent-rest")
final class ClaudeAcpRestTest extends AcpRestScenarios {

    @Override
    World world() {
        return new ClaudeAcpWorld();
    }
}
