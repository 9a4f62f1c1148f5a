/** Threads that go on whatever happens. */
@NullMarked
package dev.tagma.engine.signal;

import org.jspecify.annotations.NullMarked;
