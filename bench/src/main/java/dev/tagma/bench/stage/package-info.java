/** A Tagma of its own with agents to play with. Begin with {@link dev.tagma.bench.stage.Stage}. */
@NullMarked
package dev.tagma.bench.stage;

import org.jspecify.annotations.NullMarked;
