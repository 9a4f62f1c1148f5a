package dev.tagma.adapters.agent.external;

import java.time.Duration;

/** How long to wait before an adapter that ended is started again: longer each time, until one has held for a while. */
record Backoff(int failures) {

    static final Backoff NONE = new Backoff(0);

    /** One that has lived so long was good. */
    private static final Duration HELD = Duration.ofMinutes(1);

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_DOUBLES = 10;

    /** After one that lived so long has ended. */
    Backoff after(Duration lived) {
        return new Backoff(lived.compareTo(HELD) >= 0 ? 1 : failures + 1);
    }

    Duration pause() {
        Duration pause = FIRST.multipliedBy(1L << Math.min(Math.max(0, failures - 1), MOST_DOUBLES));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
