/**
 * Connections to agents' programs that are made again whenever they break. Begin with
 * {@link dev.tagma.adapters.connection.KeptConnection}.
 */
@NullMarked
package dev.tagma.adapters.connection;

import org.jspecify.annotations.NullMarked;
