package dev.tagma.adapters.agent.external.message;

import java.util.List;

/**
 * Who asks.
 *
 * @param protocol the version that Tagma speaks
 * @param agent the agent's name in Tagma
 * @param program what {@code agents.NAME.command} says: the agent's program and its leading arguments; may be empty
 */
public record Initialize(int protocol, String agent, List<String> program) {}
