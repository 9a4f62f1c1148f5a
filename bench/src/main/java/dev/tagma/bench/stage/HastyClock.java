package dev.tagma.bench.stage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The time of the played world. It runs faster, since what a message waits for when something went wrong is time: half a
 * minute until it is in doubt is a second and a half here. All that is played goes by it, and every wait is as much shorter.
 */
final class HastyClock extends Clock {

    /**
     * How much faster. What an agent takes to show a message does not get faster: here it has a second where a daemon gives
     * it twenty, which an agent that is played keeps on a busy machine, too.
     */
    static final int PACE = 20;

    private final Instant began = Instant.now();
    private final long nanos = System.nanoTime();

    /** How long to really wait. */
    static Duration real(Duration played) {
        return played.dividedBy(PACE);
    }

    @Override
    public Instant instant() {
        return began.plusNanos((System.nanoTime() - nanos) * PACE);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it tells instants only");
    }
}
