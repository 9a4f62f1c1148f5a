/** Sessions as they cross the doors. Begin with {@link dev.tagma.wire.session.SessionJson}. */
@NullMarked
package dev.tagma.wire.session;

import org.jspecify.annotations.NullMarked;
