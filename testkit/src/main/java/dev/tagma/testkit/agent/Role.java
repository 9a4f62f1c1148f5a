package dev.tagma.testkit.agent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who acts: the agent itself, or a subagent of it.
 *
 * @param agentId empty for the agent itself
 */
record Role(String agentId, String type) {

    static Role main() {
        return new Role("", "");
    }

    boolean isMain() {
        return agentId.isEmpty();
    }

    /** What events of a subagent tell in addition. */
    Map<String, @Nullable Object> members() {
        return isMain() ? Json.object() : Json.object("agent_id", agentId, "agent_type", type);
    }
}
