/** The command line: a thin client of the daemon's socket. */
@NullMarked
package dev.tagma.cli;

import org.jspecify.annotations.NullMarked;
