package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The rest of the main job with the real Qwen Code over the Agent Client Protocol. */
@Tag("real-agent-rest")
final class QwenAcpRestTest extends AcpRestScenarios {

    @Override
    World world() {
        return new QwenWorld();
    }
}
