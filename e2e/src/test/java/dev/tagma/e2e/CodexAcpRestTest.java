package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The rest of the main job with the real Codex through its adapter over the Agent Client Protocol. */
@Tag("real-agent-rest")
final class CodexAcpRestTest extends AcpRestScenarios {

    @Override
    World world() {
        return new CodexAcpWorld();
    }

    /** The error is its last words in a turn that it calls completed. */
    @Override
    boolean tellsFailures() {
        return false;
    }
}
