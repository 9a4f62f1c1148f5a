/** A scripted Codex app-server. Begin with {@link dev.tagma.testkit.codex.ScriptedAppServer}. */
@NullMarked
package dev.tagma.testkit.codex;

import org.jspecify.annotations.NullMarked;
