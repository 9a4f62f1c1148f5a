package dev.tagma.spi.agent;

import dev.tagma.core.session.AgentSessionId;
import java.util.Map;
import java.util.Optional;

/**
 * What an adapter knows of a program that somebody else started.
 *
 * @param conversation the agent's own name of the conversation it holds, where it can be told
 * @param environment variables it was started with that say where it keeps its things; nothing secret
 */
public record Recognised(Optional<AgentSessionId> conversation, Map<String, String> environment) {

    public Recognised {
        environment = Map.copyOf(environment);
    }
}
