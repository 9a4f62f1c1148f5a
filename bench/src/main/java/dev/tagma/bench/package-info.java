/**
 * The load harness: measures the packaged product with many agents. Begin with {@link dev.tagma.bench.Bench}; each figure
 * is measured by a class of {@code figure}, which plays on a {@code stage}.
 */
@NullMarked
package dev.tagma.bench;

import org.jspecify.annotations.NullMarked;
