/** One request and its answer, free of any framework, and the adapter to the one that carries them. Begin with {@link dev.tagma.server.http.Exchange}. */
@NullMarked
package dev.tagma.server.http;

import org.jspecify.annotations.NullMarked;
