/** Claude Code in its own terminal program. Begin with {@link dev.tagma.adapters.agent.claude.ClaudeAdapter}. */
@NullMarked
package dev.tagma.adapters.agent.claude;

import org.jspecify.annotations.NullMarked;
