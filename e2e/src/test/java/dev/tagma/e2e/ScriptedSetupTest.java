package dev.tagma.e2e;

/** Setup scenarios with the scripted agent. */
final class ScriptedSetupTest extends SetupScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
