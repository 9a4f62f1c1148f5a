package dev.tagma.engine.fleet;

import java.time.Duration;

/**
 * How long nothing has changed in a session. Why a message is held is as old as the courier's last look, and whatever
 * changes has the courier look again: only what stands while nothing changes is why it will stay held.
 */
final class Stillness {

    /** Longer than the courier takes to look a second time. */
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private long version = -1;
    private long since;

    /** How much longer the session's changes must be at this version; not positive when it has been so for long enough. */
    Duration left(long seen) {
        long now = System.nanoTime();
        if (seen != version) {
            version = seen;
            since = now;
        }
        return ENOUGH.minusNanos(now - since);
    }
}
