package dev.tagma.e2e;

/** Crowd scenarios with the scripted agent. */
final class ScriptedCrowdTest extends CrowdScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
