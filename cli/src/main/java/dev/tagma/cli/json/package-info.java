/**
 * JSON text to values and back, for a process that lives a tenth of a second: a general parser takes longer to get ready
 * than an answer takes to be read. Begin with {@link dev.tagma.cli.json.JsonReader}.
 */
@NullMarked
package dev.tagma.cli.json;

import org.jspecify.annotations.NullMarked;
