/** Main, the composition root and configuration: the one place that sees everything. */
@NullMarked
package dev.tagma.app;

import org.jspecify.annotations.NullMarked;
