/** Requests: what an agent asks of a person. Begin with {@link dev.tagma.core.request.Request}. */
@NullMarked
package dev.tagma.core.request;

import org.jspecify.annotations.NullMarked;
