package dev.tagma.spi.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that jumps as a test wants it to: it is off by the number of seconds that a file holds, by none without the
 * file. Used only where {@value #VARIABLE} is set.
 */
public final class SkewedClock extends Clock {

    /** Names the file. */
    public static final String VARIABLE = "TAGMA_CLOCK";

    private final Clock clock;
    private final Path file;

    public SkewedClock(Clock clock, Path file) {
        this.clock = clock;
        this.file = file;
    }

    @Override
    public Instant instant() {
        return clock.instant().plusSeconds(off());
    }

    private long off() {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException right) {
            return 0;
        } catch (IOException | NumberFormatException unreadable) {
            throw new IllegalStateException("The clock's file " + file + " must hold a number of seconds", unreadable);
        }
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SkewedClock(clock.withZone(zone), file);
    }
}
