/** The port to what keeps agents within limits. Begin with {@link dev.tagma.spi.sandbox.Sandbox}. */
@NullMarked
package dev.tagma.spi.sandbox;

import org.jspecify.annotations.NullMarked;
