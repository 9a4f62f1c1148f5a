package dev.tagma.e2e;

import org.junit.jupiter.api.Tag;

/** Question scenarios with the real Claude Code. */
@Tag("real-agent")
final class ClaudeQuestionTest extends QuestionScenarios {

    @Override
    World world() {
        return new ClaudeWorld();
    }
}
