/**
 * OpenCode: the vendor's terminal program with the HTTP port it opens itself, or the same without a screen. Begin with
 * {@link dev.tagma.adapters.agent.opencode.OpenCodeAdapter}; what is heard comes through
 * {@link dev.tagma.adapters.agent.opencode.Link}.
 */
@NullMarked
package dev.tagma.adapters.agent.opencode;

import org.jspecify.annotations.NullMarked;
