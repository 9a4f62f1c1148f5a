/** What is known of the agents of a machine. Begin with {@link dev.tagma.wire.agent.AgentJson}. */
@NullMarked
package dev.tagma.wire.agent;

import org.jspecify.annotations.NullMarked;
