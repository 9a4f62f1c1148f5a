package dev.tagma.e2e;

/** A session's life with the scripted agent. */
final class ScriptedLifeTest extends LifeScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
