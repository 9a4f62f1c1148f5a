package dev.tagma.engine.fleet;

import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.AgentId;
import java.util.Map;

/**
 * What agents are kept within where nobody says anything else.
 *
 * @param usual of all that have none of their own
 */
public record SandboxDefaults(SandboxRule usual, Map<AgentId, SandboxRule> own) {

    /** Nothing contains anybody. */
    public static final SandboxDefaults NONE = new SandboxDefaults(SandboxRule.NONE, Map.of());

    public SandboxDefaults {
        own = Map.copyOf(own);
    }

    SandboxRule of(AgentId agent) {
        return own.getOrDefault(agent, usual);
    }
}
