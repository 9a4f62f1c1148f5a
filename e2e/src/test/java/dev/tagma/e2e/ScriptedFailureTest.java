package dev.tagma.e2e;

/** Failures with the scripted agent. */
final class ScriptedFailureTest extends FailureScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
