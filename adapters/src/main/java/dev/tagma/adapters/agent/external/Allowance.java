package dev.tagma.adapters.agent.external;

import java.time.Duration;

/** How much an adapter may say: many messages at once, and not so many for long. One thread at a time. */
final class Allowance {

    /** As many as a hundred sessions need that tell their whole past at once. */
    static final int AT_ONCE = 50_000;

    /** More a second for long is a flood, which keeps the daemon from everything else. */
    static final int EACH_SECOND = 2_000;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private double left = AT_ONCE;
    private long since;

    Allowance(long nanoTime) {
        this.since = nanoTime;
    }

    /** Whether one more is within it. */
    boolean take(long nanoTime) {
        left = Math.min(AT_ONCE, left + (double) (nanoTime - since) / SECOND * EACH_SECOND);
        since = nanoTime;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
