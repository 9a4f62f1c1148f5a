package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.face.PaneLife;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** What Claude Code needs when it starts, is found again and ends. */
final class Life implements PaneLife.Agent {

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

    PaneLife inPane() {
        return new PaneLife(pane, this);
    }

    @Override
    public TerminalSpec spec(Start how) throws IOException {
        Path settings = spool.prepare();
        spool.sweep();
        place.decide();
        boolean fresh =
                how instanceof Start.Resume(AgentSessionId id) && paths.find(id).isEmpty();
        Path workspace = Path.of(session.workspace().path());
        requireProgram(workspace);
        return new TerminalSpec(
                ClaudeLaunch.command(tools.program(), session, how, fresh, settings),
                place.environment(),
                workspace,
                COLUMNS,
                ROWS);
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

    @Override
    public void observe(Terminal found) {
        senses.observe(found);
    }

    @Override
    public void replay() {
        following.replay();
    }

    @Override
    public void awaitEnd(Duration atMost) {
        senses.awaitEnd(atMost);
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
