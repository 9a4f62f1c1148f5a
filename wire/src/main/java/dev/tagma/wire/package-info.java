/** What crosses the doors: the operation registry, the API records and a streaming codec for them. */
@NullMarked
package dev.tagma.wire;

import org.jspecify.annotations.NullMarked;
