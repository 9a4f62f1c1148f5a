/** One class for each thing that is measured. Begin with {@link dev.tagma.bench.figure.Figure}. */
@NullMarked
package dev.tagma.bench.figure;

import org.jspecify.annotations.NullMarked;
