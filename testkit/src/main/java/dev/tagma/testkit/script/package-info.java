/**
 * The little language in which a prompt says what the agent shall do, for example
 *
 * <pre>
 * SAY I am going to run the tests.
 * BASH ./run-tests
 * WAIT gate
 * SAY All is well.
 * </pre>
 *
 * A line that begins with a verb is a step; every other line is ignored, and a text without any verb is just said. The
 * verbs stand in {@link dev.tagma.testkit.script.Verb}, what they mean in {@link dev.tagma.testkit.script.Step}. Begin
 * with {@link dev.tagma.testkit.script.Script#parse}. A program that plays a model behind somebody else's agent sees only
 * the conversation so far; {@link dev.tagma.testkit.script.Conversation} finds the step that is due in it.
 */
@NullMarked
package dev.tagma.testkit.script;

import org.jspecify.annotations.NullMarked;
