package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The core of the main job with the real Qwen Code over the Agent Client Protocol. */
@Tag("real-agent")
final class QwenAcpTest extends AcpScenarios {

    @Override
    World world() {
        return new QwenWorld();
    }
}
