package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The rest of the main job with the real OpenCode over the Agent Client Protocol. */
@Tag("real-agent-rest")
final class OpenCodeAcpRestTest extends AcpRestScenarios {

    @Override
    World world() {
        return new OpenCodeAcpWorld();
    }
}
