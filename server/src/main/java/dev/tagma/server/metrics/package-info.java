/** What is measured. Begin with {@link dev.tagma.server.metrics.Metrics}. */
@NullMarked
package dev.tagma.server.metrics;

import org.jspecify.annotations.NullMarked;
