package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The main job with the real OpenCode, without its terminal program. */
@Tag("real-agent-rest")
final class OpenCodeHeadlessMainJobTest extends MainJobScenarios {

    @Override
    World world() {
        return new OpenCodeWorld(true);
    }
}
