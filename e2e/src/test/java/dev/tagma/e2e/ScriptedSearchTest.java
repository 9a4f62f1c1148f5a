package dev.tagma.e2e;

/** Searching with the scripted agent. */
final class ScriptedSearchTest extends SearchScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
