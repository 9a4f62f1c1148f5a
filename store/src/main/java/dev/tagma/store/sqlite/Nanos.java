package dev.tagma.store.sqlite;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Times as they stand in columns: nanoseconds since 1970, held to what fits (the years 1677 to 2262). */
final class Nanos {

    private static final long PER_SECOND = 1_000_000_000L;

    private Nanos() {}

    static long of(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** The time so long ago; the beginning of time where the age is longer than that. */
    static long before(Instant now, Duration age) {
        try {
            return of(now.minus(age));
        } catch (ArithmeticException | DateTimeException e) {
            return Long.MIN_VALUE;
        }
    }

    static Instant read(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }
}
