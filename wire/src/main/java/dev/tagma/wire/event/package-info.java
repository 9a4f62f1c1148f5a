/** Events as they cross the doors. Begin with {@link dev.tagma.wire.event.EventJson}; {@link dev.tagma.wire.event.EventType} lists them all. */
@NullMarked
package dev.tagma.wire.event;

import org.jspecify.annotations.NullMarked;
