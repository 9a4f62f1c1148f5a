package dev.tagma.spi.agent;

/** Told by a driver what it observes, in the order observed; never blocks and never throws. */
@FunctionalInterface
public interface Observer {

    void observed(Observation observation);
}
