package dev.tagma.spi.store;

import java.time.Duration;

/**
 * How much of the event log and the fact history is kept; the oldest goes first.
 *
 * @param rows at most so many events of one tenant
 * @param bytes at most so many bytes of events of one tenant
 */
public record Retention(Duration age, long rows, long bytes) {

    public static final Retention DEFAULT = new Retention(Duration.ofDays(90), 2_000_000, 2L << 30);
}
