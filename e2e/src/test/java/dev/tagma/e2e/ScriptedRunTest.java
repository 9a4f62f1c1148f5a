package dev.tagma.e2e;

/** Saying something and staying with the scripted agent. */
final class ScriptedRunTest extends RunScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
