package dev.tagma.e2e;

/** Question scenarios with the scripted agent. */
final class ScriptedQuestionTest extends QuestionScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
