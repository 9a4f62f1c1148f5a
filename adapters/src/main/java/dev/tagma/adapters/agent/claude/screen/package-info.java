/** What Claude Code's screen shows. Begin with {@link dev.tagma.adapters.agent.claude.screen.ClaudeScreen}. */
@NullMarked
package dev.tagma.adapters.agent.claude.screen;

import org.jspecify.annotations.NullMarked;
