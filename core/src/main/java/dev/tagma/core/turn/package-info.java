/** Turns: one prompt and what followed. Begin with {@link dev.tagma.core.turn.Turn}. */
@NullMarked
package dev.tagma.core.turn;

import org.jspecify.annotations.NullMarked;
