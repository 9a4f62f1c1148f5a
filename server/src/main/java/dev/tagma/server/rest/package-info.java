/** From a request to an operation and back: routing, checking, answering, and the one place where problems become HTTP. Begin with {@link dev.tagma.server.rest.Api}. */
@NullMarked
package dev.tagma.server.rest;

import org.jspecify.annotations.NullMarked;
