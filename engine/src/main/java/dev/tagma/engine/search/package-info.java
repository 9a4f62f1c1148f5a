/** Finding what was said in any conversation. Begin with {@link dev.tagma.engine.search.Indexer}. */
@NullMarked
package dev.tagma.engine.search;

import org.jspecify.annotations.NullMarked;
