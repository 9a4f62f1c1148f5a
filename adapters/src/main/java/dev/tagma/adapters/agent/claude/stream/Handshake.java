package dev.tagma.adapters.agent.claude.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the program is on its way to its first prompt.
 *
 * @param trouble why it failed
 * @param since when the step was reached
 */
record Handshake(Step step, Optional<String> trouble, Instant since) {

    /** The steps; the last two are ends. */
    enum Step {
        INITIALIZING,
        READY,
        FAILED
    }

    static Handshake begun(Instant now) {
        return new Handshake(Step.INITIALIZING, Optional.empty(), now);
    }

    static Handshake ready(Instant now) {
        return new Handshake(Step.READY, Optional.empty(), now);
    }

    static Handshake failed(String why, Instant now) {
        return new Handshake(Step.FAILED, Optional.of(why), now);
    }
}
