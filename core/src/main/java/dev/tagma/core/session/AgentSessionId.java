package dev.tagma.core.session;

/** The agent's own name for the conversation; follows it through clear, compact, resume and fork. */
public record AgentSessionId(String value) {

    private static final int LONGEST = 200;

    public AgentSessionId {
        if (!is(value)) {
            throw new IllegalArgumentException(
                    "Agent session id '" + value + "' must have 1 to " + LONGEST + " characters");
        }
    }

    /** Whether an agent may name a conversation so. */
    public static boolean is(String value) {
        return !value.isBlank() && value.length() <= LONGEST;
    }

    @Override
    public String toString() {
        return value;
    }
}
