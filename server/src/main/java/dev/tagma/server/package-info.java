/** The doors: REST, event streams, OpenAPI and metrics over the use cases. Begin with {@link dev.tagma.server.Doors}. */
@NullMarked
package dev.tagma.server;

import org.jspecify.annotations.NullMarked;
