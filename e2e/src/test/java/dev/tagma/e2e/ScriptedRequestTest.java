package dev.tagma.e2e;

/** Request scenarios with the scripted agent. */
final class ScriptedRequestTest extends RequestScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
