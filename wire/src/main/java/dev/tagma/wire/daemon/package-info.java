/** What the daemon says of itself. Begin with {@link dev.tagma.wire.daemon.HealthJson}. */
@NullMarked
package dev.tagma.wire.daemon;

import org.jspecify.annotations.NullMarked;
