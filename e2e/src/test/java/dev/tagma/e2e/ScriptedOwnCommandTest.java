package dev.tagma.e2e;

/** The agent's own commands with the scripted agent. */
final class ScriptedOwnCommandTest extends OwnCommandScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
