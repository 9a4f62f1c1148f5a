/** The port to agent programs. Begin with {@link dev.tagma.spi.agent.AgentAdapter}, then {@link dev.tagma.spi.agent.Driver}. */
@NullMarked
package dev.tagma.spi.agent;

import org.jspecify.annotations.NullMarked;
