/**
 * What runtimes of terminals have in common: what may be run and pasted, and the processes of a terminal's session. Begin
 * with {@link dev.tagma.adapters.terminal.LaunchCheck}.
 */
@NullMarked
package dev.tagma.adapters.terminal;

import org.jspecify.annotations.NullMarked;
