/** Requests of agents and the answers to them as they cross the doors. Begin with {@link dev.tagma.wire.request.RequestJson}. */
@NullMarked
package dev.tagma.wire.request;

import org.jspecify.annotations.NullMarked;
