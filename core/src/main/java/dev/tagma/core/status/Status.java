package dev.tagma.core.status;

import dev.tagma.core.session.Lifecycle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a session is doing, with what it is founded on.
 *
 * @param activity what it does, none unless it is live or its program waits for trust or login while starting
 * @param reason one sentence for people
 * @param since since when it is so
 * @param rule the name of the rule that decided
 * @param until when it ends, where that is known
 * @param quietSince while working: the last sign of life
 * @param recheckAt when this status can change without any new fact
 */
public record Status(
        Lifecycle lifecycle,
        Optional<Activity> activity,
        String reason,
        Instant since,
        Confidence confidence,
        String rule,
        List<Evidence> evidence,
        Set<Attention> attention,
        Optional<Instant> until,
        Optional<Instant> quietSince,
        Optional<Instant> recheckAt) {

    public Status {
        evidence = List.copyOf(evidence);
        attention = Set.copyOf(attention);
    }

    /** Whether nothing is asked, and the last turn failed of the login: nobody tells when somebody has logged in. */
    public boolean loggedOut() {
        return rule.equals(StatusRules.LOGGED_OUT);
    }

    public boolean is(Activity one) {
        return activity.filter(one::equals).isPresent();
    }

    /**
     * This status after {@code previous}: what has not changed has been so since then, and what replaced something known
     * did not begin before that, however old the fact is that tells of it.
     */
    public Status after(Status previous) {
        boolean same = previous.lifecycle == lifecycle && previous.activity.equals(activity);
        boolean replaces = previous.lifecycle == lifecycle && !previous.activity.equals(activity) && previous.known();
        boolean earlier = previous.since.isBefore(since);
        return (same && earlier) || (replaces && !earlier) ? since(previous.since) : this;
    }

    private boolean known() {
        return activity.isPresent() && !is(Activity.UNKNOWN);
    }

    private Status since(Instant at) {
        return new Status(
                lifecycle, activity, reason, at, confidence, rule, evidence, attention, until, quietSince, recheckAt);
    }

    /** This status where nobody can tell any more: unknown, if an activity would be shown at all. */
    public Status unseen(String why, Instant at) {
        return new Status(
                lifecycle,
                activity.map(shown -> Activity.UNKNOWN),
                why,
                is(Activity.UNKNOWN) ? since : at,
                Confidence.NONE,
                "unseen",
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                recheckAt);
    }

    /**
     * Whether a subscriber to activity would see no difference. Lifecycle has events of its own; confidence alone changes
     * with every further source that agrees and is shown on request.
     */
    public boolean tellsTheSameAs(Status other) {
        return activity.equals(other.activity)
                && reason.equals(other.reason)
                && attention.equals(other.attention)
                && until.equals(other.until);
    }
}
