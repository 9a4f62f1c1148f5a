package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.face.Pane;
import dev.tagma.core.session.Session;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Path;
import java.util.Map;

/**
 * The vendor's terminal program, attached to the session's app-server for people. Whoever leaves it ends nothing: it is
 * started anew for the next one who looks.
 */
final class Face {

    static final int COLUMNS = 120;
    static final int ROWS = 40;

    private final Session session;
    private final CodexTools tools;
    private final Map<String, String> environment;
    private final Path socket;
    private final Server server;
    private final Pane pane;
    private final StateFile state;

    Face(
            Session session,
            CodexTools tools,
            Map<String, String> environment,
            Path socket,
            Server server,
            Pane pane,
            StateFile state) {
        this.session = session;
        this.tools = tools;
        this.environment = environment;
        this.socket = socket;
        this.server = server;
        this.pane = pane;
        this.state = state;
    }

    /** Starts it where it does not run. */
    synchronized Terminal show() {
        if (pane.alive()) {
            return pane.find().orElseThrow();
        }
        StateFile.Held held = state.state()
                .current()
                .filter(current -> state.state().open() && server.runs())
                .orElseThrow(() -> new TerminalException(
                        "Session " + session.handle() + " has no terminal; start it first", false));
        pane.remove();
        return pane.start(new TerminalSpec(
                CodexLaunch.face(tools, session, socket, held.id()),
                environment,
                Path.of(session.workspace().path()),
                COLUMNS,
                ROWS));
    }

    synchronized void remove() {
        pane.remove();
    }
}
