package dev.tagma.core.status;

import dev.tagma.core.session.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the status depends on besides facts.
 *
 * @param adopted whether the session ran before that, so that nothing is known until a fresh fact comes
 * @param stallLimit how long a working agent may show no sign of life before it is called stalled
 */
public record Circumstances(
        Lifecycle lifecycle, Instant lifecycleSince, String lifecycleReason, boolean adopted, Duration stallLimit) {

    public static final Duration DEFAULT_STALL_LIMIT = Duration.ofMinutes(5);

    /** Circumstances of a session that this daemon started itself. */
    public static Circumstances started(Lifecycle lifecycle, Instant since) {
        return new Circumstances(lifecycle, since, "", false, DEFAULT_STALL_LIMIT);
    }

    Optional<Instant> stalledAfter(Instant quietSince) {
        return Optional.of(quietSince.plus(stallLimit));
    }
}
