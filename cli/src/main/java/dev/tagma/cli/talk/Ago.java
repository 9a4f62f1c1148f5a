package dev.tagma.cli.talk;

import java.time.Duration;
import java.time.Instant;

/** Times as people say them. */
public final class Ago {

    private Ago() {}

    /** Such as {@code 12 s}, {@code 3 min}, {@code 2 h} or {@code 5 d}; the largest unit that fits, rounded down. */
    public static String duration(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 120 * 60) {
            return seconds / 60 + " min";
        }
        if (seconds < 48 * 3600) {
            return seconds / 3600 + " h";
        }
        return seconds / 86_400 + " d";
    }

    /** Such as {@code 12 s ago}, or {@code in 3 min}. */
    public static String point(Instant when, Instant now) {
        Duration since = Duration.between(when, now);
        // The daemon's clock may have been read a moment after ours.
        return since.toSeconds() < 0 ? "in " + duration(since.negated()) : duration(since) + " ago";
    }
}
