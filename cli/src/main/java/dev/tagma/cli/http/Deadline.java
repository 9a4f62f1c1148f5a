package dev.tagma.cli.http;

import java.time.Duration;
import java.util.Optional;

/** An instant of this process's own clock, by which something must have happened; or never. */
public final class Deadline {

    private static final long NEVER = Long.MAX_VALUE;

    private final Optional<Long> nanoTime;

    private Deadline(Optional<Long> nanoTime) {
        this.nanoTime = nanoTime;
    }

    public static Deadline never() {
        return new Deadline(Optional.empty());
    }

    /** The time from now; what lies beyond a century is never. */
    public static Deadline after(Duration time) {
        return time.toDays() > 36_500 ? never() : new Deadline(Optional.of(System.nanoTime() + time.toNanos()));
    }

    public boolean passed() {
        return nanosLeft() <= 0;
    }

    /** What is left, never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanosLeft()));
    }

    /** What is left in milliseconds, rounded up; 0, the selector's word for ever, when there is no deadline. */
    long selectMillis() {
        return nanoTime.isEmpty() ? 0 : Math.max(1, (nanosLeft() + 999_999) / 1_000_000);
    }

    private long nanosLeft() {
        return nanoTime.map(end -> end - System.nanoTime()).orElse(NEVER);
    }
}
