/** The event log as subscribers see it. Begin with {@link dev.tagma.engine.log.EventFeed}. */
@NullMarked
package dev.tagma.engine.log;

import org.jspecify.annotations.NullMarked;
