package dev.tagma.adapters.face;

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
public final class Pane {

    private final TerminalRuntime terminals;
    private final Session session;
    private final TerminalHandle handle;
    private volatile TerminalHandle there;
    private volatile @Nullable Terminal terminal;

    /** The terminal that the agent runs in. */
    public Pane(TerminalRuntime terminals, Session session) {
        this(terminals, session, "", session.handleOfProcess().map(TerminalHandle::parse));
    }

    private Pane(TerminalRuntime terminals, Session session, String suffix, Optional<TerminalHandle> stored) {
        String id = session.id().toString();
        TerminalHandle planned = terminals.plan(session.handle() + "-" + id.substring(id.length() - 6) + suffix);
        this.terminals = terminals;
        this.session = session;
        this.there = stored.orElse(planned);
        this.handle = there.bootId().equals(planned.bootId()) ? there : planned;
    }

    /** The terminal of an agent that is a server: people never see it. */
    public static Pane ofServer(TerminalRuntime terminals, Session session) {
        return new Pane(terminals, session, "-server", session.handleOfProcess().map(TerminalHandle::parse));
    }

    /** The terminal of a program that shows such an agent to people. */
    public static Pane ofClient(TerminalRuntime terminals, Session session) {
        return new Pane(terminals, session, "", Optional.empty());
    }

    /** Names the terminal that a start makes; one of another boot of the machine is not named any more. */
    public TerminalHandle handle() {
        return handle;
    }

    /** Finds the terminal the session had. */
    public TerminalRuntime.Recovery recover() {
        return terminals.recover(there);
    }

    /** Whether it is certain that no program runs in it. */
    public boolean gone() {
        return switch (recover()) {
            case TerminalRuntime.Recovery.Found(Terminal found) ->
                switch (found.liveness()) {
                    case Liveness.Dead dead -> true;
                    case Liveness.Gone gone -> true;
                    case Liveness.Alive alive -> false;
                    case Liveness.Unknown unknown -> false;
                };
            case TerminalRuntime.Recovery.Missing missing -> true;
            case TerminalRuntime.Recovery.Rebooted rebooted -> true;
            case TerminalRuntime.Recovery.Unreachable unreachable -> false;
        };
    }

    public Terminal start(TerminalSpec spec) {
        Terminal started = terminals.start(handle, spec);
        there = handle;
        terminal = started;
        return started;
    }

    /** From now on this is the terminal. */
    public void holds(Terminal found) {
        terminal = found;
    }

    /** The terminal, where it was made or found before. */
    public Optional<Terminal> known() {
        return Optional.ofNullable(terminal);
    }

    /** The pid of the program in it, none while it does not run. */
    public OptionalLong pid() {
        Terminal current = terminal;
        return current != null && current.liveness() instanceof Liveness.Alive(long pid)
                ? OptionalLong.of(pid)
                : OptionalLong.empty();
    }

    /** The terminal, searched for where it is not known. */
    public Optional<Terminal> find() {
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

    /** The terminal, searched for where it is not known; throws where there is none. */
    public Terminal live() {
        return find().orElseThrow(() ->
                new TerminalException("Session " + session.handle() + " has no terminal; start it first", false));
    }

    /** Whether a program is known to run in it. */
    public boolean alive() {
        return find().filter(found -> found.liveness() instanceof Liveness.Alive)
                .isPresent();
    }

    /** Ends the program and removes the terminal; does nothing where there is none, and throws where nobody can tell. */
    public void remove() {
        switch (recover()) {
            case TerminalRuntime.Recovery.Found(Terminal found) -> found.destroy();
            case TerminalRuntime.Recovery.Unreachable(String reason) ->
                throw new TerminalException("A terminal of " + session.handle() + " is left: " + reason, false);
            case TerminalRuntime.Recovery.Missing missing -> {}
            case TerminalRuntime.Recovery.Rebooted rebooted -> {}
        }
    }
}
