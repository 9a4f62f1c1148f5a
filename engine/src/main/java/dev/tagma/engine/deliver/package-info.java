/** The one delivery machine. Begin with {@link dev.tagma.engine.deliver.Courier}. */
@NullMarked
package dev.tagma.engine.deliver;

import org.jspecify.annotations.NullMarked;
