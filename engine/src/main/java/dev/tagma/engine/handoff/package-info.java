/** Telling one agent what another one has done. Begin with {@link dev.tagma.engine.handoff.Brief}. */
@NullMarked
package dev.tagma.engine.handoff;

import org.jspecify.annotations.NullMarked;
