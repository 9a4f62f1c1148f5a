package dev.tagma.adapters.agent.claude;

import dev.tagma.core.session.Session;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The terminal of one session: named before it exists, made, found again and removed. */
final class Pane {

    private final TerminalRuntime terminals;
    private final Session session;
    private final TerminalHandle handle;
    private volatile @Nullable Terminal terminal;

    Pane(TerminalRuntime terminals, Session session) {
        this.terminals = terminals;
        this.session = session;
        this.handle =
                session.handleOfProcess().map(TerminalHandle::parse).orElseGet(() -> terminals.plan(name(session)));
    }

    private static String name(Session session) {
        String id = session.id().toString();
        return session.handle() + "-" + id.substring(id.length() - 6);
    }

    TerminalHandle handle() {
        return handle;
    }

    TerminalRuntime.Recovery recover() {
        return terminals.recover(handle);
    }

    Terminal start(TerminalSpec spec) {
        return terminals.start(handle, spec);
    }

    /** From now on this is the terminal. */
    void holds(Terminal found) {
        terminal = found;
    }

    /** The terminal, where it was made or found before. */
    Optional<Terminal> known() {
        return Optional.ofNullable(terminal);
    }

    /** The pid of the program in it, none while it does not run. */
    OptionalLong pid() {
        Terminal current = terminal;
        return current != null && current.liveness() instanceof Liveness.Alive(long pid)
                ? OptionalLong.of(pid)
                : OptionalLong.empty();
    }

    /** The terminal, searched for where it is not known; throws where there is none. */
    Terminal live() {
        Terminal current = terminal;
        if (current != null) {
            return current;
        }
        if (recover() instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            terminal = found;
            return found;
        }
        throw new TerminalException("Session " + session.handle() + " has no terminal; start it first", false);
    }

    /** Ends the program and removes the terminal; does nothing where there is none. */
    void remove() {
        if (recover() instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            found.destroy();
        }
    }
}
