package dev.tagma.e2e;

/** The main job with the scripted agent: on any machine, without a key. */
final class ScriptedMainJobTest extends MainJobScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
