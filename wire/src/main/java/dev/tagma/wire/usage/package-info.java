/** What agents use. */
@NullMarked
package dev.tagma.wire.usage;

import org.jspecify.annotations.NullMarked;
