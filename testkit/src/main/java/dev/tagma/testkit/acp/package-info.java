/**
 * The scripted agent behind the Agent Client Protocol: a program whose prompts say what it shall do, in the language of
 * {@link dev.tagma.testkit.script}. Begin with {@link dev.tagma.testkit.acp.ScriptedAcpAgent}.
 */
@NullMarked
package dev.tagma.testkit.acp;

import org.jspecify.annotations.NullMarked;
