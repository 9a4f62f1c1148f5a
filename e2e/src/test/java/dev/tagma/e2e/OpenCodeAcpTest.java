package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The core of the main job with the real OpenCode over the Agent Client Protocol. */
@Tag("real-agent")
final class OpenCodeAcpTest extends AcpScenarios {

    @Override
    World world() {
        return new OpenCodeAcpWorld();
    }
}
