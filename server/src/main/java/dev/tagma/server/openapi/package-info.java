/** The OpenAPI document and the reference, made from the registry and the records. Begin with {@link dev.tagma.server.openapi.OpenApi}. */
@NullMarked
package dev.tagma.server.openapi;

import org.jspecify.annotations.NullMarked;
