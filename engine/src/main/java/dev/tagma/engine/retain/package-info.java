/** Forgetting what need not be kept. Begin with {@link dev.tagma.engine.retain.RetentionRound}. */
@NullMarked
package dev.tagma.engine.retain;

import org.jspecify.annotations.NullMarked;
