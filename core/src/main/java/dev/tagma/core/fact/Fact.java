package dev.tagma.core.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One observation about one session.
 *
 * @param happenedAt when it became so at the agent; facts are ordered by this, however late they come. Never after
 *     {@code observedAt}: what has been observed has happened, whatever a clock that was set back had stamped on it
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

    public Fact {
        happenedAt = happenedAt.isAfter(observedAt) ? observedAt : happenedAt;
    }

    public Question question() {
        return reading.question();
    }

    /** This fact, seen again unchanged. */
    Fact seenAgain(Instant at) {
        return new Fact(source, reading, happenedAt, at.isAfter(observedAt) ? at : observedAt, reach, process, detail);
    }

    /** This fact in the time of a clock that was set back by so much since. */
    Fact earlier(Duration by) {
        return new Fact(source, reading, happenedAt.minus(by), observedAt.minus(by), reach, process, detail);
    }
}
