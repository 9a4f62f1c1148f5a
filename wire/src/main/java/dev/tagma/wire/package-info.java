/**
 * What crosses the doors: the operation registry, the API records and the codec that makes JSON of them. Begin with
 * {@link dev.tagma.wire.operation.Operations}.
 */
@NullMarked
package dev.tagma.wire;

import org.jspecify.annotations.NullMarked;
