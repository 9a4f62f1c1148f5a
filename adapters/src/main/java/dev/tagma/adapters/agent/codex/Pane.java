package dev.tagma.adapters.agent.codex;

import dev.tagma.core.session.Session;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where one of the session's programs runs: named before it exists, made, found again and removed. */
final class Pane {

    private final TerminalRuntime terminals;
    private final Session session;
    private final TerminalHandle handle;
    private volatile TerminalHandle there;
    private volatile @Nullable Terminal terminal;

    private Pane(TerminalRuntime terminals, Session session, String suffix, Optional<TerminalHandle> stored) {
        String id = session.id().toString();
        TerminalHandle planned = terminals.plan(session.handle() + "-" + id.substring(id.length() - 6) + suffix);
        this.terminals = terminals;
        this.session = session;
        this.there = stored.orElse(planned);
        this.handle = there.bootId().equals(planned.bootId()) ? there : planned;
    }

    /** Of the app-server, which is the agent: people never see it. */
    static Pane ofServer(TerminalRuntime terminals, Session session) {
        return new Pane(terminals, session, "-server", session.handleOfProcess().map(TerminalHandle::parse));
    }

    /** Of the vendor's terminal program. */
    static Pane ofFace(TerminalRuntime terminals, Session session) {
        return new Pane(terminals, session, "", Optional.empty());
    }

    TerminalHandle handle() {
        return handle;
    }

    TerminalRuntime.Recovery recover() {
        return terminals.recover(there);
    }

    Terminal start(TerminalSpec spec) {
        Terminal started = terminals.start(handle, spec);
        there = handle;
        terminal = started;
        return started;
    }

    void holds(Terminal found) {
        terminal = found;
    }

    /** The terminal, searched for where it is not known. */
    Optional<Terminal> find() {
        Terminal current = terminal;
        if (current != null) {
            return Optional.of(current);
        }
        if (recover() instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            terminal = found;
            return Optional.of(found);
        }
        return Optional.empty();
    }

    boolean alive() {
        return find().filter(found -> found.liveness() instanceof Liveness.Alive)
                .isPresent();
    }

    /** Ends the program and removes the terminal; does nothing where there is none, and throws where nobody can tell. */
    void remove() {
        terminal = null;
        switch (recover()) {
            case TerminalRuntime.Recovery.Found(Terminal found) -> found.destroy();
            case TerminalRuntime.Recovery.Unreachable(String reason) ->
                throw new TerminalException("A terminal of " + session.handle() + " is left: " + reason, false);
            case TerminalRuntime.Recovery.Missing missing -> {}
            case TerminalRuntime.Recovery.Rebooted rebooted -> {}
        }
    }
}
