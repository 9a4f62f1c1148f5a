/**
 * The JSON documents that stored records are kept as. Each kind of document has a version of its own and shapes written
 * by hand, so that a record may be renamed without touching a byte of stored data; older versions are lifted by
 * upcasters when they are read. Begin with {@link dev.tagma.store.codec.StoreCodec}.
 */
@NullMarked
package dev.tagma.store.codec;

import org.jspecify.annotations.NullMarked;
