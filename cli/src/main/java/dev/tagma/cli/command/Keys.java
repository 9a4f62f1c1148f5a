package dev.tagma.cli.command;

import java.time.Clock;

/** Makes idempotency keys, so that asking again after a cut connection does nothing twice. */
final class Keys {

    private Keys() {}

    /** Unlike any other of this machine: by process, and within it by the finest clock there is. */
    static String fresh(Clock clock) {
        return "cli-" + Long.toString(clock.millis(), 36) + "-"
                + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
    }
}
