package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** Starts an agent in its pane, finds it again after a restart of the daemon, and ends it. */
final class Life {

    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    private final Session session;
    private final ClaudeTools tools;
    private final ConfigurationPlace place;
    private final ClaudePaths paths;
    private final HookSpool spool;
    private final Pane pane;
    private final Following following;
    private final Senses senses;

    Life(
            Session session,
            ClaudeTools tools,
            ConfigurationPlace place,
            ClaudePaths paths,
            HookSpool spool,
            Pane pane,
            Following following,
            Senses senses) {
        this.session = session;
        this.tools = tools;
        this.place = place;
        this.paths = paths;
        this.spool = spool;
        this.pane = pane;
        this.following = following;
        this.senses = senses;
    }

    void start(Start how) {
        if (pane.recover() instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            if (found.liveness() instanceof Liveness.Alive) {
                observe(found);
                return;
            }
            found.destroy();
        }
        try {
            Path settings = spool.prepare();
            spool.sweep();
            place.decide();
            boolean fresh = how instanceof Start.Resume(AgentSessionId id)
                    && paths.find(id).isEmpty();
            Path workspace = Path.of(session.workspace().path());
            requireProgram(workspace);
            observe(pane.start(new TerminalSpec(
                    ClaudeLaunch.command(tools.program(), session, how, fresh, settings),
                    place.environment(),
                    workspace,
                    COLUMNS,
                    ROWS)));
        } catch (IOException failed) {
            throw new TerminalException("The session's directory cannot be written: " + failed, false, failed);
        }
    }

    /** The runtime would refuse it too, but does not know how an agent is installed or configured. */
    private void requireProgram(Path workspace) {
        String program = tools.program().getFirst();
        if (Executables.find(program, place.environment(), workspace).isEmpty()) {
            throw new TerminalException(
                    ClaudeProbe.missing(session.launch().agent(), program)
                            + "; a session with '-a scripted' needs neither the program nor a key",
                    false);
        }
    }

    private void observe(Terminal found) {
        pane.holds(found);
        senses.observe(found);
    }

    Adoption adopt() {
        return switch (pane.recover()) {
            case TerminalRuntime.Recovery.Found(Terminal found) -> adopt(found);
            case TerminalRuntime.Recovery.Missing(String reason) -> gone(reason);
            case TerminalRuntime.Recovery.Rebooted rebooted -> gone("the machine was restarted");
            case TerminalRuntime.Recovery.Unreachable(String reason) -> new Adoption.Unreachable(reason);
        };
    }

    private Adoption adopt(Terminal found) {
        return switch (found.liveness()) {
            case Liveness.Alive alive -> {
                observe(found);
                yield new Adoption.Running();
            }
            case Liveness.Dead(var code) -> {
                pane.holds(found);
                yield gone(
                        code.isPresent() ? "its program ended with exit code " + code.getAsInt() : "its program ended");
            }
            case Liveness.Gone(String reason) -> gone(reason);
            case Liveness.Unknown(String reason) -> new Adoption.Unreachable(reason);
        };
    }

    private Adoption gone(String reason) {
        following.replay();
        return new Adoption.Ended(reason);
    }

    void stop(Duration grace) {
        pane.known().ifPresent(terminal -> {
            if (terminal.liveness() instanceof Liveness.Alive) {
                terminal.signal("TERM");
                senses.awaitEnd(grace);
            }
            terminal.destroy();
        });
    }

    void discard() {
        pane.remove();
        try (Stream<Path> files = Files.walk(spool.directory())) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException absent) {
            // There is nothing to remove.
            return;
        }
    }
}
