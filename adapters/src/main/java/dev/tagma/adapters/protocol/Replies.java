package dev.tagma.adapters.protocol;

import dev.tagma.adapters.files.Pulse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Answers that somebody waits for here and now; after a crash nobody does. */
public final class Replies {

    private final Map<String, Optional<Reply>> awaited = new ConcurrentHashMap<>();
    private final Pulse seen;

    public Replies(Pulse seen) {
        this.seen = seen;
    }

    /** What the agent answered. */
    public sealed interface Reply {

        record Yes() implements Reply {}

        record No(String reason) implements Reply {}
    }

    /** An answer to this will be waited for. */
    public void expect(String id) {
        awaited.put(id, Optional.empty());
    }

    /** An answer came; returns whether anybody waits for it. */
    public boolean arrived(String id, Reply reply) {
        boolean waited = awaited.computeIfPresent(id, (same, none) -> Optional.of(reply)) != null;
        seen.beat();
        return waited;
    }

    /** The answer that was expected; none where it does not come in time. */
    public Optional<Reply> await(String id, Duration atMost) {
        Optional<Reply> found =
                seen.until(() -> awaited.getOrDefault(id, Optional.empty()), Optional::isPresent, atMost);
        awaited.remove(id);
        return found;
    }

    /** The agent is gone, and answers nobody any more. */
    public void gone() {
        awaited.replaceAll((id, reply) -> reply.isPresent() ? reply : Optional.of(new Reply.No("its program ended")));
        seen.beat();
    }
}
