/**
 * A scripted agent: a terminal program that looks and behaves to the outside like Claude Code (its screen, title, state
 * file, transcript, hooks and dialogs, with their measured oddities), but does what its prompts say in the language of
 * {@link dev.tagma.testkit.script}. No account, key or network is needed, and it can misbehave on command.
 *
 * <p>Begin with {@link dev.tagma.testkit.agent.ScriptedAgent}, which builds everything; {@link dev.tagma.testkit.agent.Agent}
 * owns what the person sees and types, {@link dev.tagma.testkit.agent.Turn} plays the scripts.
 */
@NullMarked
package dev.tagma.testkit.agent;

import org.jspecify.annotations.NullMarked;
