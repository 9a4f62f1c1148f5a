package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The core of the main job with the real Codex through its adapter over the Agent Client Protocol. */
@Tag("real-agent")
final class CodexAcpTest extends AcpScenarios {

    @Override
    World world() {
        return new CodexAcpWorld();
    }

    /** In its sandbox it runs commands unasked. */
    @Override
    String asking(String file) {
        return "ESCALATE touch " + file;
    }
}
