/** The port to where processes live. Begin with {@link dev.tagma.spi.runtime.TerminalRuntime}. */
@NullMarked
package dev.tagma.spi.runtime;

import org.jspecify.annotations.NullMarked;
