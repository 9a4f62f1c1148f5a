package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Liveness;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What tmux says of a pane without looking at its screen.
 *
 * @param hungUp whether the program's side of the terminal was closed; tmux calls that dead
 * @param exitCode there once tmux has collected the ended program; until then it counts as alive
 * @param activity the second in which the program wrote last, by the server's clock
 */
record PaneState(boolean hungUp, OptionalInt exitCode, long pid, long activity, String title) {

    /** The title comes last and is cut, because a program may put anything into it but control characters. */
    static final String FORMAT =
            "#{pane_dead} #{pane_dead_status}:#{pane_dead_signal} #{pane_pid} #{window_activity} #{=1024:pane_title}";

    /** A condition in tmux's own words: the pane takes no input any more. Pasting all the same crashes tmux 3.3a. */
    static final String IS_DEAD = "#{||:#{pane_dead},#{!=:#{pane_dead_status}#{pane_dead_signal},}}";

    private static final int SIGNAL_BASE = 128;

    static Optional<PaneState> parse(String text) {
        String[] parts = text.split(" ", 5);
        if (parts.length < 5) {
            return Optional.empty();
        }
        String[] end = parts[1].split(":", 2);
        try {
            return Optional.of(new PaneState(
                    parts[0].equals("1"),
                    exitCode(end[0], end[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    parts[4]));
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

    /**
     * Whether an exit code is still owed. It comes a moment after the hang-up, or never: while tmux 3.3a has the login
     * records changed by a helper program, it misses that another child has ended.
     */
    boolean uncollected() {
        return hungUp && exitCode.isEmpty();
    }

    Liveness liveness() {
        return exitCode.isPresent() ? new Liveness.Dead(exitCode) : new Liveness.Alive(pid);
    }
}
