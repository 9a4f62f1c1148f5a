/** The use cases: create, deliver, observe, decide, reconcile, retain. */
@NullMarked
package dev.tagma.engine;

import org.jspecify.annotations.NullMarked;
