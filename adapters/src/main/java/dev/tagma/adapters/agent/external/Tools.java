package dev.tagma.adapters.agent.external;

import dev.tagma.core.session.AgentId;
import java.util.Map;

/**
 * What all sessions of one adapter share.
 *
 * @param inherited the daemon's environment
 */
record Tools(
        AgentId agent,
        ExternalAdapter.Settings settings,
        Map<String, String> inherited,
        Standing standing,
        Drivers drivers) {}
