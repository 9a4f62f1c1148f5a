/** What was saved of workspaces, as it crosses the doors. Begin with {@link dev.tagma.wire.rescue.RescueJson}. */
@NullMarked
package dev.tagma.wire.rescue;

import org.jspecify.annotations.NullMarked;
