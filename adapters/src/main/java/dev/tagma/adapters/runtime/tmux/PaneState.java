package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Liveness;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What tmux says of a pane without looking at its screen.
 *
 * @param activity the second in which the program wrote last, by the server's clock
 */
record PaneState(boolean dead, OptionalInt exitCode, long pid, long activity, String title) {

    /** The title comes last and is cut, because a program may put anything into it but control characters. */
    static final String FORMAT =
            "#{pane_dead} #{pane_dead_status}:#{pane_dead_signal} #{pane_pid} #{window_activity} #{=1024:pane_title}";

    /** A condition in tmux's own words: the program has ended, so that nothing may be sent to the pane. */
    static final String IS_DEAD = "#{||:#{pane_dead},#{!=:#{pane_dead_status}#{pane_dead_signal},}}";

    private static final int SIGNAL_BASE = 128;

    static Optional<PaneState> parse(String text) {
        String[] parts = text.split(" ", 5);
        if (parts.length < 5) {
            return Optional.empty();
        }
        String[] end = parts[1].split(":", 2);
        try {
            OptionalInt exitCode = exitCode(end[0], end[1]);
            boolean dead = parts[0].equals("1") || exitCode.isPresent();
            return Optional.of(
                    new PaneState(dead, exitCode, Long.parseLong(parts[2]), Long.parseLong(parts[3]), parts[4]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static OptionalInt exitCode(String status, String signal) {
        if (!status.isEmpty()) {
            return OptionalInt.of(Integer.parseInt(status));
        }
        return signal.isEmpty() ? OptionalInt.empty() : OptionalInt.of(SIGNAL_BASE + Integer.parseInt(signal));
    }

    Liveness liveness() {
        return dead ? new Liveness.Dead(exitCode) : new Liveness.Alive(pid);
    }
}
