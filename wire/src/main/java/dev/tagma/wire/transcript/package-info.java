/** What was said and what the terminal shows, as it crosses the doors. Begin with {@link dev.tagma.wire.transcript.TranscriptJson}. */
@NullMarked
package dev.tagma.wire.transcript;

import org.jspecify.annotations.NullMarked;
