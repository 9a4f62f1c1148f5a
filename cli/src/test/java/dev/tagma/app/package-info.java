/** The tests' own program under the name of the real one, for what starts a daemon as a process. */
@NullMarked
package dev.tagma.app;

import org.jspecify.annotations.NullMarked;
