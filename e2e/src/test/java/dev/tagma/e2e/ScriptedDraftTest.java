package dev.tagma.e2e;

/** Draft scenarios with the scripted agent. */
final class ScriptedDraftTest extends DraftScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
