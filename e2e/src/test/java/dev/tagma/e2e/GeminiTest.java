package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The main job with the real Gemini CLI. */
@Tag("real-agent")
final class GeminiTest extends ManifestScenarios {

    @Override
    World world() {
        return new GeminiWorld();
    }
}
