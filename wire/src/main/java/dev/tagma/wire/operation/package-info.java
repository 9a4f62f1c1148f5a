/** The operation registry: everything that can be asked of Tagma, once. Routes, the OpenAPI document and the reference follow it. Begin with {@link dev.tagma.wire.operation.Operations}. */
@NullMarked
package dev.tagma.wire.operation;

import org.jspecify.annotations.NullMarked;
