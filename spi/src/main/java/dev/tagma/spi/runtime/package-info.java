/**
 * The ports to where processes live. Begin with {@link dev.tagma.spi.runtime.TerminalRuntime} for programs with a face and
 * {@link dev.tagma.spi.runtime.ProcessRuntime} for programs that speak a protocol.
 */
@NullMarked
package dev.tagma.spi.runtime;

import org.jspecify.annotations.NullMarked;
