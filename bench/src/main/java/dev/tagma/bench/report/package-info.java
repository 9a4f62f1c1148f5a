/** What was measured, and how it is told. */
@NullMarked
package dev.tagma.bench.report;

import org.jspecify.annotations.NullMarked;
