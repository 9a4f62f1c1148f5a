package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Liveness;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What tmux says of a pane without looking at its screen.
 *
 * @param exitCode there once the program has ended. tmux calls a pane dead a moment earlier, when its terminal hangs up;
 *     until the exit code is there, the program counts as alive
 * @param activity the second in which the program wrote last, by the server's clock
 */
record PaneState(OptionalInt exitCode, long pid, long activity, String title) {

    /** The title comes last and is cut, because a program may put anything into it but control characters. */
    static final String FORMAT =
            "#{pane_dead_status}:#{pane_dead_signal} #{pane_pid} #{window_activity} #{=1024:pane_title}";

    /** A condition in tmux's own words: the pane takes no input any more. Pasting all the same crashes tmux 3.3a. */
    static final String IS_DEAD = "#{||:#{pane_dead},#{!=:#{pane_dead_status}#{pane_dead_signal},}}";

    private static final int SIGNAL_BASE = 128;

    static Optional<PaneState> parse(String text) {
        String[] parts = text.split(" ", 4);
        if (parts.length < 4) {
            return Optional.empty();
        }
        String[] end = parts[0].split(":", 2);
        try {
            return Optional.of(new PaneState(
                    exitCode(end[0], end[1]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]));
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
        return exitCode.isPresent() ? new Liveness.Dead(exitCode) : new Liveness.Alive(pid);
    }
}
