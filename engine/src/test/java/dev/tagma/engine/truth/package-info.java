/**
 * What becomes of the truth when sources of facts are lost, over histories of the real agent. Begin with {@code
 * LossModelTest}.
 */
@NullMarked
package dev.tagma.engine.truth;

import org.jspecify.annotations.NullMarked;
