package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import dev.tagma.spi.runtime.TerminalException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts our tmux server with an empty environment, outside the reach of whatever may end this process. */
final class ServerLauncher {

    private static final System.Logger LOG = System.getLogger(ServerLauncher.class.getName());

    /** Starting takes milliseconds; longer means that the machine or the user's service manager is stuck. */
    private static final Duration LAUNCH_LIMIT = Duration.ofSeconds(20);

    /** Not the daemon's own directory, which somebody may want to remove. */
    private static final Path ROOT = Path.of("/");

    private final TmuxCommand tmux;
    private final ServerScope scope;
    private final Programs programs = new Programs();

    ServerLauncher(TmuxCommand tmux, ServerScope scope) {
        this.tmux = tmux;
        this.scope = scope;
    }

    /** Throws unless there is a tmux that is new enough. */
    void requireTmux() throws InterruptedException {
        switch (run(tmux.version())) {
            case Outcome.Exited exited -> requireSufficient(exited.output().trimmed());
            case Outcome.TimedOut late -> throw new TerminalException(tmux.version() + " " + tooLong(late), false);
            case Outcome.NotStarted(String reason) ->
                throw new TerminalException(
                        "tmux cannot be run (" + reason + "); install tmux " + TmuxVersion.OLDEST
                                + " or newer, or have the terminal elsewhere (--runtime pty)",
                        false);
        }
    }

    private static void requireSufficient(String printed) {
        Optional<TmuxVersion> version = TmuxVersion.parse(printed);
        if (version.isEmpty() || !version.get().sufficient()) {
            throw new TerminalException(
                    "The tmux here says that it is '" + printed + "'; tagma needs tmux " + TmuxVersion.OLDEST
                            + " or newer",
                    false);
        }
    }

    /** Starts the server, or makes sure of the monitor session of the one that runs; tells what went wrong, if anything. */
    Optional<String> launch() throws InterruptedException {
        Optional<ServerScope.Escape> escape = scope.escape(tmux.server());
        if (escape.isPresent()) {
            Optional<String> failure =
                    failure(run(escape.get().command(), escape.get().environment()));
            if (failure.isEmpty()) {
                return failure;
            }
            LOG.log(
                    Level.WARNING,
                    "tmux cannot have a scope of its own ({0}); set KillMode=process for this service",
                    failure.get());
        }
        return failure(run(tmux.server()));
    }

    private Outcome run(List<String> command) throws InterruptedException {
        return run(command, Map.of());
    }

    private Outcome run(List<String> command, Map<String, String> environment) throws InterruptedException {
        return programs.run(Invocation.of(ROOT, environment, command).withLimit(LAUNCH_LIMIT));
    }

    private static Optional<String> failure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Exited exited -> failure(exited);
            case Outcome.TimedOut late -> Optional.of(tooLong(late));
            case Outcome.NotStarted(String reason) -> Optional.of(reason);
        };
    }

    private static Optional<String> failure(Outcome.Exited exited) {
        String errors = exited.errors().trimmed();
        return exited.succeeded() || errors.startsWith("duplicate session")
                ? Optional.empty()
                : Optional.of("exit code " + exited.code() + ": " + errors);
    }

    private static String tooLong(Outcome.TimedOut late) {
        return "did not end within " + late.limit().toSeconds() + " s";
    }
}
