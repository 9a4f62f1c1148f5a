package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The core of the main job with the real Claude Code through its adapter over the Agent Client Protocol. */
@Tag("real-agent")
final class ClaudeAcpTest extends AcpScenarios {

    @Override
    World world() {
        return new ClaudeAcpWorld();
    }

    @Test
    void aQuestionIsAnsweredByItsChoice() {
        String session = create();
        stage().say(session, "ASK Which colour?|Red|Blue");
        becomes(session, "activity", "waiting_question");

        stage().ok("answer", session, "Blue");
        settle(session);

        assertThat(endings(session)).containsExactly("answered");
        assertThat(said(session, "tool")).contains("Blue");
        itDid(session, "idle", "working", "waiting_question", "idle");
    }
}
