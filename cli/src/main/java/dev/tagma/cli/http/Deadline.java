package dev.tagma.cli.http;

import java.time.Duration;
import java.util.Optional;

/** An instant of this process's own clock, by which something must have happened; or never. */
public final class Deadline {

    private static final long NEVER = Long.MAX_VALUE;

    private final Optional<Long> nanoTime;
    private Optional<Alarm> alarm = Optional.empty();

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

    /** The same; what is still waited for after this time makes it ring, once and in the thread that waits. */
    public Deadline ringing(Duration after, Runnable ring) {
        Deadline ringing = new Deadline(nanoTime);
        ringing.alarm = Optional.of(new Alarm(System.nanoTime() + after.toNanos(), ring));
        return ringing;
    }

    /** Rings if it is time to. */
    void ringIfDue() {
        Optional<Alarm> due = alarm.filter(set -> set.nanoTime() - System.nanoTime() <= 0);
        if (due.isPresent()) {
            alarm = Optional.empty();
            due.get().ring().run();
        }
    }

    private record Alarm(long nanoTime, Runnable ring) {}

    public boolean passed() {
        return nanosLeft() <= 0;
    }

    /** What is left, never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanosLeft()));
    }

    /** What is left until something is to be done, in milliseconds, rounded up; 0, the selector's word for ever, for never. */
    long selectMillis() {
        long left = Math.min(
                nanosLeft(),
                alarm.map(set -> set.nanoTime() - System.nanoTime()).orElse(NEVER));
        return left == NEVER ? 0 : Math.max(1, (left + 999_999) / 1_000_000);
    }

    private long nanosLeft() {
        return nanoTime.map(end -> end - System.nanoTime()).orElse(NEVER);
    }
}
