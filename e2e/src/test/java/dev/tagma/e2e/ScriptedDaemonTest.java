package dev.tagma.e2e;

/** Daemon scenarios with the scripted agent. */
final class ScriptedDaemonTest extends DaemonScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
