package dev.tagma.spi.agent;

import dev.tagma.core.session.AgentSessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The conversations that an agent's program keeps for its user, whoever began them. They are only read. */
public interface ConversationStore {

    /** All that are kept now. Looks at names and times of files, not into them. */
    Listing kept();

    /** A page of one of them; the same as a driver's of that conversation. */
    TranscriptPage page(Kept conversation, TranscriptQuery query);

    /** The directory it was held in, where that is recorded. */
    Optional<Path> place(Kept conversation);

    /**
     * What is kept.
     *
     * @param whole whether everything could be looked at; otherwise there may be more
     */
    record Listing(List<Kept> conversations, boolean whole) {

        public Listing {
            conversations = List.copyOf(conversations);
        }
    }

    /**
     * A conversation that is kept.
     *
     * @param id by which it is resumed
     * @param stamp another one after every change
     */
    record Kept(AgentSessionId id, Path file, String stamp) {}
}
