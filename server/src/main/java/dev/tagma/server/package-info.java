/** The doors: REST, event streams, OpenAPI and metrics over the engine. */
@NullMarked
package dev.tagma.server;

import org.jspecify.annotations.NullMarked;
