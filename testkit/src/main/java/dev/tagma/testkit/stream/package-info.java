/**
 * The scripted agent behind Claude Code's stream of JSON lines: a program whose prompts say what it shall do, in the
 * language of {@link dev.tagma.testkit.script}. Begin with {@link dev.tagma.testkit.stream.ScriptedStreamAgent}.
 */
@NullMarked
package dev.tagma.testkit.stream;

import org.jspecify.annotations.NullMarked;
