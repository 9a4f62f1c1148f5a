package dev.tagma.engine.fleet;

import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a session that seems to wait for somebody may still be in between. Its status and its requests come from
 * different sources: a dialog is seen a moment before what it asks is on record, and a moment longer than it takes to answer
 * it. Whoever is told that it waits must find what to answer, so within that moment nobody is told.
 */
final class RequestGrace {

    /** How far the sources are apart at most; after it, a dialog without a request is one that only a person can answer. */
    static final Duration SOURCES_APART = Duration.ofSeconds(2);

    private RequestGrace() {}

    /**
     * What is left of the moment; none when the status stands as it is.
     *
     * @param asks whether a request is open
     * @param lastClosed when the session's last request was closed
     */
    static Optional<Duration> left(Status status, boolean asks, Optional<Instant> lastClosed, Instant now) {
        if (asks || status.activity().filter(RequestGrace::makesRequests).isEmpty()) {
            return Optional.empty();
        }
        Instant changed = lastClosed.filter(status.since()::isBefore).orElse(status.since());
        Duration left = Duration.between(now, changed.plus(SOURCES_APART));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** Trust and login are asked by dialogs alone. */
    private static boolean makesRequests(Activity activity) {
        return activity.waiting() && activity != Activity.WAITING_TRUST_OR_LOGIN;
    }
}
