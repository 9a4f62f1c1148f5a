package dev.tagma.e2e;

/** Text scenarios with the scripted agent. */
final class ScriptedTextTest extends TextScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
