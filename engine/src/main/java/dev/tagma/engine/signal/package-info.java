/** How threads of the engine go on whatever happens, and wait for each other without polling. */
@NullMarked
package dev.tagma.engine.signal;

import org.jspecify.annotations.NullMarked;
