/** Messages as they cross the doors. Begin with {@link dev.tagma.wire.message.MessageJson}. */
@NullMarked
package dev.tagma.wire.message;

import org.jspecify.annotations.NullMarked;
