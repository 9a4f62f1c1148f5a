package dev.tagma.core.session;

/** The agent's own name for the conversation; follows it through clear, compact, resume and fork. */
public record AgentSessionId(String value) {

    public AgentSessionId {
        if (value.isBlank() || value.length() > 200) {
            throw new IllegalArgumentException("Agent session id '" + value + "' must have 1 to 200 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
