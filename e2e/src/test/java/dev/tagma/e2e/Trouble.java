package dev.tagma.e2e;

import dev.tagma.testkit.fault.Fault;
import java.io.IOException;
import java.util.Optional;

/** The faults under which the core of the main job is played, and none. */
enum Trouble {
    NONE,
    THE_DAEMON_IS_KILLED,
    THE_TMUX_SERVER_IS_KILLED,
    THE_TMUX_SERVER_STANDS_STILL,
    THE_CONNECTION_TO_TMUX_IS_CUT,
    THE_DISK_IS_FULL,
    THE_FIFO_IS_BROKEN,
    THE_HOOK_THAT_WAITS_IS_KILLED,
    THE_HOOKS_DIRECTORY_IS_GONE,
    THE_STATE_FILE_IS_UNREADABLE,
    CONNECTIONS_ARE_CUT,
    THE_CLOCK_JUMPS;

    /** Prepares a stage on which nothing has been run yet. */
    Optional<Fault> on(Stage stage) throws IOException {
        return switch (this) {
            case NONE -> Optional.empty();
            case THE_DAEMON_IS_KILLED -> Optional.of(new KilledDaemon(stage));
            case THE_TMUX_SERVER_IS_KILLED -> Optional.of(new KilledTmux(stage));
            case THE_TMUX_SERVER_STANDS_STILL -> Optional.of(new StoppedTmux(stage));
            case THE_CONNECTION_TO_TMUX_IS_CUT -> Optional.of(new CutTmuxClient(stage));
            case THE_DISK_IS_FULL -> Optional.of(new FullDisk(stage));
            case THE_FIFO_IS_BROKEN -> Optional.of(new BrokenFifo(stage));
            case THE_HOOK_THAT_WAITS_IS_KILLED -> Optional.of(new KilledHook(stage));
            case THE_HOOKS_DIRECTORY_IS_GONE -> Optional.of(new LostHooks(stage));
            case THE_STATE_FILE_IS_UNREADABLE -> Optional.of(new GarbledState(stage));
            case CONNECTIONS_ARE_CUT -> Optional.of(new CutStreams(stage));
            case THE_CLOCK_JUMPS -> Optional.of(new JumpingClock(stage));
        };
    }
}
