package dev.tagma.e2e;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The main job with the real Codex. */
@Tag("real-agent")
final class CodexMainJobTest extends MainJobScenarios {

    @Override
    World world() {
        return new CodexWorld();
    }

    @Test
    @Disabled("Codex asks questions only in a way of working that Tagma has no mode for")
    @Override
    void aQuestionIsAnsweredByItsChoice() {}
}
