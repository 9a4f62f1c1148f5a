package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The main job with the real Qwen Code. */
@Tag("real-agent")
final class QwenTest extends ManifestScenarios {

    @Override
    World world() {
        return new QwenWorld();
    }
}
