package dev.tagma.core.message;

/** When a message is to reach the agent. */
public enum DeliveryMode {
    /** Waits in Tagma's inbox until the turn is over. */
    QUEUE,
    /** Enters the running turn, where the agent can take it. */
    STEER,
    /** Stops the running turn, then says it. */
    INTERRUPT
}
