package dev.tagma.cli.doctor;

import dev.tagma.wire.daemon.CheckState;
import java.io.IOException;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param found what was found, or what is wrong with it
 * @param advice what to do about it
 * @param repair does it, where that can harm nothing
 */
public record Finding(String name, CheckState state, String found, Optional<String> advice, Optional<Repair> repair) {

    /** Puts it right. */
    public interface Repair {
        void run() throws IOException;
    }

    public static Finding good(String name, String found) {
        return new Finding(name, CheckState.OK, found, Optional.empty(), Optional.empty());
    }

    public static Finding doubtful(String name, String found, String advice) {
        return new Finding(name, CheckState.WARNING, found, Optional.of(advice), Optional.empty());
    }

    public static Finding bad(String name, String found, String advice) {
        return new Finding(name, CheckState.FAILED, found, Optional.of(advice), Optional.empty());
    }

    Finding repairedBy(Repair how) {
        return new Finding(name, state, found, advice, Optional.of(how));
    }
}
