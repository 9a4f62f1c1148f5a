package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.TerminalEvents.Event;
import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Lost;
import dev.tagma.adapters.agent.external.message.Nothing;
import dev.tagma.adapters.agent.external.message.Of;
import dev.tagma.adapters.agent.external.message.Spec;
import dev.tagma.adapters.agent.external.message.Start.Kind;
import dev.tagma.adapters.agent.external.message.Titled;
import dev.tagma.adapters.agent.external.message.Told;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.face.PaneLife;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalRuntime.Recovery;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The agent's program in its terminal: that it runs and that it ended Tagma sees itself, whatever becomes of the adapter. */
final class Life implements Drivers.Ear, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Life.class.getName());

    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    private final Session session;
    private final Tools tools;
    private final Voice voice;
    private final Observer observer;
    private final Pane pane;
    private final PaneLife paneLife;
    private final SessionTerminal terminal;
    private final Pulse seen = new Pulse();
    private final Witness witness;
    private final ReentrantLock beginning = new ReentrantLock();
    private volatile @Nullable TerminalEvents events;
    private volatile Terminal.@Nullable Subscription subscription;
    private volatile boolean ended;
    private boolean starting;
    private boolean begun;

    Life(DriveContext context, Tools tools, Voice voice, Observer observer) {
        this.session = context.session();
        this.tools = tools;
        this.voice = voice;
        this.observer = observer;
        this.pane = new Pane(context.terminals(), session);
        this.paneLife = new PaneLife(pane, new Agent());
        this.terminal = new SessionTerminal(pane);
        this.witness = new Witness(tools, voice, context.clock(), observer, seen);
        tools.drivers().add(voice.name(), this);
    }

    Pane pane() {
        return pane;
    }

    /** Beats whenever something was seen. */
    Pulse seen() {
        return seen;
    }

    @Override
    public SessionTerminal terminal() {
        return terminal;
    }

    @Override
    public void told(Connection from, Told told) throws Breach {
        witness.told(from, told);
    }

    // ---- starting and finding again

    void start(Start how) {
        if (pane.recover() instanceof Recovery.Found(Terminal found)) {
            if (found.liveness() instanceof Liveness.Alive) {
                watch(found);
                witness.adopt(true);
                return;
            }
            found.destroy();
        }
        tools.standing().add(witness);
        begin();
        try {
            Connection here = voice.opened();
            witness.begins(here);
            Nothing _ = here.call(Call.START, message(how), Nothing.class);
            if (!hasBegun()) {
                throw new TerminalException(
                        "The adapter of agent '" + tools.agent() + "' said that it started the agent, and did not ask"
                                + " for 'terminal/start'",
                        false);
            }
        } catch (Refused refused) {
            if (hasBegun()) {
                unwatch();
                pane.remove();
            }
            throw voice.refused(Call.START, refused);
        } catch (Gone gone) {
            if (!hasBegun()) {
                throw new TerminalException(gone.reason(), false, gone);
            }
            // The agent runs; when the adapter stands again it is told of it.
            LOG.log(System.Logger.Level.WARNING, "Session " + session.handle() + " was started; " + gone.reason());
        }
    }

    private void begin() {
        beginning.lock();
        try {
            starting = true;
            begun = false;
        } finally {
            beginning.unlock();
        }
    }

    /** Whether the adapter has started the agent; from now on it may not. */
    private boolean hasBegun() {
        beginning.lock();
        try {
            starting = false;
            return begun;
        } finally {
            beginning.unlock();
        }
    }

    private dev.tagma.adapters.agent.external.message.Start message(Start how) {
        return switch (how) {
            case Start.Fresh fresh -> message(Kind.FRESH, session.agentSessionId());
            case Start.Resume(var conversation) -> message(Kind.RESUME, Optional.of(conversation));
            case Start.Fork(var conversation) -> message(Kind.FORK, Optional.of(conversation));
        };
    }

    private dev.tagma.adapters.agent.external.message.Start message(Kind how, Optional<AgentSessionId> conversation) {
        return new dev.tagma.adapters.agent.external.message.Start(
                voice.name(), how, conversation.map(AgentSessionId::value));
    }

    @Override
    public void run(Spec spec) {
        beginning.lock();
        try {
            if (!starting || begun) {
                throw new TerminalException(
                        "'terminal/start' is for once within 'driver/start', and not for now", false);
            }
            Terminal started = pane.start(checked(spec));
            begun = true;
            watch(started);
        } finally {
            beginning.unlock();
        }
    }

    private TerminalSpec checked(Spec spec) {
        if (spec.command().isEmpty()) {
            throw new IllegalArgumentException("'command' is empty; name the agent's program");
        }
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.putAll(voice.environment());
        Path workspace = Path.of(session.workspace().path());
        String program = spec.command().getFirst();
        if (Executables.find(program, environment, workspace).isEmpty()) {
            throw new TerminalException(
                    "the agent's program '" + Codec.shortened(program) + "' was not found; install it or set 'agents."
                            + tools.agent() + ".command' in config.yaml",
                    false);
        }
        return new TerminalSpec(spec.command(), environment, workspace, COLUMNS, ROWS);
    }

    Adoption adopt() {
        return paneLife.adopt();
    }

    private void watch(Terminal found) {
        unwatch();
        pane.holds(found);
        ended = false;
        Optional<ProcessKey> process =
                pane.pid().isPresent() ? Processes.find(pane.pid().getAsLong()) : Optional.empty();
        witness.watch(process);
        observer.observed(new Observation.ProcessIs(process));
        TerminalEvents watching = new TerminalEvents("terminal-" + session.handle(), this::happened);
        events = watching;
        subscription = found.subscribe(watching);
    }

    private void unwatch() {
        Terminal.Subscription told = subscription;
        subscription = null;
        if (told != null) {
            told.close();
        }
        TerminalEvents watching = events;
        events = null;
        if (watching != null) {
            watching.close();
        }
    }

    // ---- what happens at the terminal

    private void happened(Event event) {
        switch (event) {
            case Event.Changed changed -> witness.tell(Call.CHANGED, new Of(voice.name()));
            case Event.Titled(String title) -> witness.tell(Call.TITLED, new Titled(voice.name(), title));
            case Event.Lost(String reason) -> {
                observer.observed(new Observation.Unreachable(reason));
                witness.tell(Call.LOST, new Lost(voice.name(), reason));
            }
            case Event.Restored restored -> {
                observer.observed(new Observation.Reachable());
                witness.tell(Call.RESTORED, new Of(voice.name()));
            }
            case Event.Ended(Liveness how) -> end(how);
        }
    }

    /** After the adapter's last words, if it has any. */
    private void end(Liveness how) {
        if (ended) {
            return;
        }
        witness.end();
        ended = true;
        witness.unwatch();
        observer.observed(new Observation.ProcessIs(Optional.empty()));
        observer.observed(new Observation.Ended(how));
        seen.beat();
    }

    // ---- ending

    /** The adapter asks the agent to end, where it stands; the agent ends in any case. */
    void stop(Duration grace) {
        if (witness.stands() && !ended) {
            voice.ask(Call.STOP, new Of(voice.name()), Nothing.class);
        }
        paneLife.stop(grace);
    }

    @Override
    public void close() {
        unwatch();
        witness.close();
        tools.drivers().remove(voice.name());
    }

    /** The agent as its pane sees it. */
    private final class Agent implements PaneLife.Agent {

        @Override
        public TerminalSpec spec(Start how) {
            throw new IllegalStateException("The adapter says what is to be run");
        }

        @Override
        public void observe(Terminal found) {
            watch(found);
            witness.adopt(true);
        }

        @Override
        public void replay() {
            witness.adopt(false);
        }

        @Override
        public void awaitEnd(Duration atMost) {
            boolean _ = seen.until(() -> ended, over -> over, atMost);
        }
    }
}
