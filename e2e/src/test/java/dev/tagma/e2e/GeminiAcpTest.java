package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** The core of the main job with the real Gemini CLI over the Agent Client Protocol. */
@Tag("real-agent")
final class GeminiAcpTest extends AcpScenarios {

    @Override
    World world() {
        return new GeminiWorld();
    }

    /** It writes over a conversation that it loads within the minute of the clock in which it began. */
    @Override
    boolean resumesAtOnce() {
        return false;
    }
}
