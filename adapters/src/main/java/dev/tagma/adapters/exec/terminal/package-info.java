/**
 * Programs with a terminal of their own. Begin with {@link dev.tagma.adapters.exec.terminal.TerminalPrograms}; the kernel's
 * terminals are reached by the C library.
 */
@NullMarked
package dev.tagma.adapters.exec.terminal;

import org.jspecify.annotations.NullMarked;
