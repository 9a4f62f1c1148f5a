/** An agent's record of its conversation, in one form for all. Begin with {@link dev.tagma.adapters.conversation.TranscriptFormat}. */
@NullMarked
package dev.tagma.adapters.conversation;

import org.jspecify.annotations.NullMarked;
