/** Micro benchmarks and the load harness over the whole product. */
@NullMarked
package dev.tagma.bench;

import org.jspecify.annotations.NullMarked;
