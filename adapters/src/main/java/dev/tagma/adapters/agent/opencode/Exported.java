package dev.tagma.adapters.agent.opencode;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The conversation that was exported last, of all sessions: whoever turns its pages asks for it many times, and all of them
 * at once would fill the memory.
 */
final class Exported {

    private final AtomicReference<@Nullable Kept> last = new AtomicReference<>();

    /** @param started when the program was started that said the last of it */
    private record Kept(String conversation, Instant started, JsonNode messages) {}

    Optional<JsonNode> get(String conversation, Instant started) {
        return Optional.ofNullable(last.get())
                .filter(kept -> kept.conversation().equals(conversation)
                        && kept.started().equals(started))
                .map(Kept::messages);
    }

    void keep(String conversation, Instant started, JsonNode messages) {
        last.set(new Kept(conversation, started, messages));
    }
}
