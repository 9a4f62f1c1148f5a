/** Events as streams that can be resumed. Begin with {@link dev.tagma.server.stream.EventStreams}. */
@NullMarked
package dev.tagma.server.stream;

import org.jspecify.annotations.NullMarked;
