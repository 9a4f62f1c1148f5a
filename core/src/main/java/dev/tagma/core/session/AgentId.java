package dev.tagma.core.session;

/** Names a kind of agent program, such as {@code claude-code}. */
public record AgentId(String value) {

    public AgentId {
        if (!value.matches("[a-z0-9][a-z0-9-]{0,40}")) {
            throw new IllegalArgumentException(
                    "Agent '" + value + "' is not a name: use lower-case letters, digits and hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
