/** What a search found, as it crosses the doors. Begin with {@link dev.tagma.wire.search.SearchJson}. */
@NullMarked
package dev.tagma.wire.search;

import org.jspecify.annotations.NullMarked;
