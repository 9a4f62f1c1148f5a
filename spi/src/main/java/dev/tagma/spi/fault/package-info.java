/** The port to fault injection, inert in production. Begin with {@link dev.tagma.spi.fault.Checkpoint}. */
@NullMarked
package dev.tagma.spi.fault;

import org.jspecify.annotations.NullMarked;
