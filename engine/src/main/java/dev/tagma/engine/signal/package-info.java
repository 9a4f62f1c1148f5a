/** How threads of the engine wait for each other without polling. */
@NullMarked
package dev.tagma.engine.signal;

import org.jspecify.annotations.NullMarked;
