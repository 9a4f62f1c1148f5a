/**
 * JSON as values, and the one way a record becomes JSON and back. A record declares its shape by its components; nothing
 * repeats it. Begin with {@link dev.tagma.wire.json.RecordCodec}.
 */
@NullMarked
package dev.tagma.wire.json;

import org.jspecify.annotations.NullMarked;
