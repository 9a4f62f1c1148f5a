/** Finding what was said. Begin with {@link dev.tagma.spi.search.SearchIndex}. */
@NullMarked
package dev.tagma.spi.search;

import org.jspecify.annotations.NullMarked;
