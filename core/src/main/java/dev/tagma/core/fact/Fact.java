package dev.tagma.core.fact;

import java.time.Instant;
import java.util.Optional;

/**
 * One observation about one session.
 *
 * @param happenedAt when it became so at the agent; facts are ordered by this, however late they come
 * @param observedAt when Tagma learned of it, or last saw it unchanged
 * @param process the process it speaks of; it counts only while that one is the session's live process
 * @param detail what was literally seen, for people: a hook's name, a file's value, a screen rule's name
 */
public record Fact(
        Source source,
        Reading reading,
        Instant happenedAt,
        Instant observedAt,
        Reach reach,
        Optional<ProcessKey> process,
        String detail) {

    public Question question() {
        return reading.question();
    }

    /** This fact, seen again unchanged. */
    public Fact seenAgain(Instant at) {
        return new Fact(source, reading, happenedAt, at, reach, process, detail);
    }
}
