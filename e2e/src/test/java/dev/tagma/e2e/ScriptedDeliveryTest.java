package dev.tagma.e2e;

/** Delivery scenarios with the scripted agent. */
final class ScriptedDeliveryTest extends DeliveryScenarios {

    @Override
    World world() {
        return new ScriptedWorld();
    }
}
