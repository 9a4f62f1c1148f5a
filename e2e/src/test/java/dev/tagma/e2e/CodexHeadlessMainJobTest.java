package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The main job with the real Codex, without its terminal program. */
@Tag("real-agent-rest")
final class CodexHeadlessMainJobTest extends MainJobScenarios {

    @Override
    World world() {
        return new CodexWorld(true);
    }
}
