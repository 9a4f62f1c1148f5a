package dev.tagma.spi.agent;

/**
 * Why an agent's program is not to be started with an argument or a variable that a launch asks for.
 *
 * @param sentence names the argument or the variable and what to say instead, never a variable's value
 */
public record Objection(Ground ground, String sentence) {

    /** What speaks against it. */
    public enum Ground {
        /** Tagma says this itself; said twice, what Tagma tells of the session would be wrong. Holds for everybody. */
        TAKEN,
        /** The agent could do more without asking than its mode says. That is for people to decide, not for agents. */
        WIDER
    }
}
