/** Events: the log of every change of state. Begin with {@link dev.tagma.core.event.Event}. */
@NullMarked
package dev.tagma.core.event;

import org.jspecify.annotations.NullMarked;
