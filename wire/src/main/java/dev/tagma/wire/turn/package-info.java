/** Turns and the changes they made as they cross the doors. Begin with {@link dev.tagma.wire.turn.TurnJson}. */
@NullMarked
package dev.tagma.wire.turn;

import org.jspecify.annotations.NullMarked;
