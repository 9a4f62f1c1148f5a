/**
 * Codex: an app-server of our own for each session, and the vendor's terminal program attached to it for people. Begin with
 * {@link dev.tagma.adapters.agent.codex.CodexAdapter}; what is said and heard goes through
 * {@link dev.tagma.adapters.agent.codex.Link}.
 */
@NullMarked
package dev.tagma.adapters.agent.codex;

import org.jspecify.annotations.NullMarked;
