package dev.tagma.adapters.face;

import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.Borrowed;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.io.IOException;
import java.time.Duration;

/** Starts an agent in its pane, finds it again after a restart of the daemon, and ends it. */
public final class PaneLife {

    /** What an agent does at these moments. */
    public interface Agent {

        /** What is to be run; called just before. */
        TerminalSpec spec(Start how) throws IOException;

        /** The agent runs in this terminal. */
        void observe(Terminal terminal);

        /** The agent has ended: only what it left can be read. */
        void replay();

        /** Returns when it has ended, or after so long. */
        void awaitEnd(Duration atMost);
    }

    private final Pane pane;
    private final Agent agent;

    public PaneLife(Pane pane, Agent agent) {
        this.pane = pane;
        this.agent = agent;
    }

    public void start(Start how) {
        if (pane.recover() instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            if (found.liveness() instanceof Liveness.Alive) {
                observe(found);
                return;
            }
            found.destroy();
        }
        try {
            observe(pane.start(agent.spec(how)));
        } catch (IOException failed) {
            throw new TerminalException("The session's directory cannot be written: " + failed, false, failed);
        }
    }

    private void observe(Terminal found) {
        pane.holds(found);
        agent.observe(found);
    }

    public Adoption adopt() {
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
        agent.replay();
        return new Adoption.Ended(reason);
    }

    /** One that is somebody else's is let go, and goes on. */
    public void stop(Duration grace) {
        pane.known().ifPresent(terminal -> {
            if (!(terminal instanceof Borrowed) && terminal.liveness() instanceof Liveness.Alive) {
                terminal.signal("TERM");
                agent.awaitEnd(grace);
            }
            terminal.destroy();
        });
    }
}
