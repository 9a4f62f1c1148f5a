/**
 * Where Tagma keeps its things on a machine and how the command line and the daemon find each other there. Begin with
 * {@link dev.tagma.wire.home.Home}; what a starting daemon says to whoever started it is in
 * {@link dev.tagma.wire.home.StartLine}.
 */
@NullMarked
package dev.tagma.wire.home;

import org.jspecify.annotations.NullMarked;
