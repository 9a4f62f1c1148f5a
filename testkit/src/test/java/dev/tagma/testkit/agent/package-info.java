/** Tests of the scripted agent: its parts alone, and the whole of it in a real tmux. */
@NullMarked
package dev.tagma.testkit.agent;

import org.jspecify.annotations.NullMarked;
