/**
 * Claude Code without a terminal, spoken to in its stream of JSON lines. Begin with
 * {@link dev.tagma.adapters.agent.claude.stream.ClaudeStreamAdapter}; what is said and heard goes through
 * {@link dev.tagma.adapters.protocol.Link}.
 */
@NullMarked
package dev.tagma.adapters.agent.claude.stream;

import org.jspecify.annotations.NullMarked;
