package dev.tagma.e2e;

/** Start scenarios with the scripted agent. */
final class ScriptedStartTest extends StartScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
