/** The use cases, put together. Begin with {@link dev.tagma.engine.fleet.LocalFleet}. */
@NullMarked
package dev.tagma.engine.fleet;

import org.jspecify.annotations.NullMarked;
