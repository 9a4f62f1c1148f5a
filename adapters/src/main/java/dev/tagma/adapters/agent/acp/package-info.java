/**
 * Agents that speak the Agent Client Protocol, version 1. Begin with {@link dev.tagma.adapters.agent.acp.AcpAdapter}; what
 * is said and heard goes through {@link dev.tagma.adapters.protocol.Link}.
 */
@NullMarked
package dev.tagma.adapters.agent.acp;

import org.jspecify.annotations.NullMarked;
