package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The main job with the real OpenCode. */
@Tag("real-agent")
final class OpenCodeMainJobTest extends MainJobScenarios {

    @Override
    World world() {
        return new OpenCodeWorld();
    }
}
