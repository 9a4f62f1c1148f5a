package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.conversation.Outbox;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalListener;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts an app-server and its terminal program, finds them again after a restart of the daemon, and ends them. */
final class Life implements TerminalListener {

    private static final System.Logger LOG = System.getLogger(Life.class.getName());

    private final Session session;
    private final CodexTools tools;
    private final Map<String, String> environment;
    private final Path directory;
    private final Path socket;
    private final Pane server;
    private final Face face;
    private final StateFile state;
    private final Outbox outbox;
    private final Conversation conversation;
    private final Link link;
    private final Observer observer;
    private final Clock clock;
    private final Pulse seen;
    private volatile boolean ended;
    private Terminal.@Nullable Subscription subscription;

    Life(
            Session session,
            CodexTools tools,
            Map<String, String> environment,
            Path directory,
            Path socket,
            Pane server,
            Face face,
            StateFile state,
            Outbox outbox,
            Conversation conversation,
            Link link,
            Observer observer,
            Clock clock,
            Pulse seen) {
        this.session = session;
        this.tools = tools;
        this.environment = environment;
        this.directory = directory;
        this.socket = socket;
        this.server = server;
        this.face = face;
        this.state = state;
        this.outbox = outbox;
        this.conversation = conversation;
        this.link = link;
        this.observer = observer;
        this.clock = clock;
        this.seen = seen;
    }

    void start(Start how) {
        if (server.recover() instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            if (found.liveness() instanceof Liveness.Alive) {
                observe(found);
                return;
            }
            found.destroy();
        }
        face.remove();
        requireProgram();
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(socket);
        } catch (IOException failed) {
            throw new TerminalException("The session's directory cannot be written: " + failed, false, failed);
        }
        outbox.clear();
        state.starting(how);
        observe(server.start(new TerminalSpec(
                CodexLaunch.server(tools, session, socket),
                environment,
                Path.of(session.workspace().path()),
                Face.COLUMNS,
                Face.ROWS)));
    }

    /** The runtime would refuse it too, but does not know how an agent is installed or configured. */
    private void requireProgram() {
        String program = tools.program().getFirst();
        if (Executables.find(program, environment, Path.of(session.workspace().path()))
                .isEmpty()) {
            throw new TerminalException(
                    CodexProbe.missing(session.launch().agent().value(), program)
                            + "; a session with '-a scripted' needs neither the program nor a key",
                    false);
        }
    }

    private void observe(Terminal found) {
        server.holds(found);
        if (found.liveness() instanceof Liveness.Alive(long pid)) {
            observer.observed(new Observation.ProcessIs(Processes.find(pid)));
        }
        conversation.follow();
        link.open(this::opened, this::failed);
        subscription = found.subscribe(this);
    }

    private void opened() {
        try {
            Terminal shown = face.show();
            LOG.log(System.Logger.Level.DEBUG, () -> "Codex is shown in " + shown.handle());
        } catch (TerminalException failed) {
            LOG.log(System.Logger.Level.WARNING, "Codex runs, and its terminal program does not", failed);
        }
        observer.observed(new Observation.Ready(clock.instant()));
    }

    private void failed(String reason) {
        ended(new Liveness.Gone(reason));
        server.remove();
    }

    Adoption adopt() {
        return switch (server.recover()) {
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
                link.awaitConnected(Link.SETTLES_WITHIN);
                yield new Adoption.Running();
            }
            case Liveness.Dead(var code) -> {
                server.holds(found);
                yield gone(
                        code.isPresent() ? "its program ended with exit code " + code.getAsInt() : "its program ended");
            }
            case Liveness.Gone(String reason) -> gone(reason);
            case Liveness.Unknown(String reason) -> new Adoption.Unreachable(reason);
        };
    }

    private Adoption gone(String reason) {
        conversation.tellEnds();
        face.remove();
        return new Adoption.Ended(reason);
    }

    void stop(Duration grace) {
        link.close();
        face.remove();
        server.find().ifPresent(terminal -> {
            if (terminal.liveness() instanceof Liveness.Alive) {
                terminal.signal("TERM");
                awaitEnd(grace);
            }
        });
        server.remove();
    }

    private void awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = seen.count();
            long left = deadline - System.nanoTime();
            if (ended || left <= 0 || Thread.currentThread().isInterrupted()) {
                return;
            }
            seen.await(before, Duration.ofNanos(left));
        }
    }

    void discard() {
        face.remove();
        server.remove();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException absent) {
            // There is nothing to remove.
            return;
        }
    }

    // ---- what the runtime tells of the app-server

    @Override
    public void changed() {
        // Nobody looks at what it prints.
    }

    @Override
    public void titled(String title) {
        // It has no title.
    }

    @Override
    public void ended(Liveness how) {
        if (!ended) {
            ended = true;
            link.close();
            conversation.read();
            observer.observed(new Observation.ProcessIs(Optional.empty()));
            observer.observed(new Observation.Ended(how));
            seen.beat();
            // Without what it is attached to it shows nothing that is so. The runtime that tells of the end is not to
            // be
            // asked for anything meanwhile.
            Thread.ofVirtual().name("codex-face").start(face::remove);
        }
    }

    @Override
    public void lost(String reason) {
        observer.observed(new Observation.Unreachable(reason));
    }

    @Override
    public void restored() {
        observer.observed(new Observation.Reachable());
    }

    void close() {
        if (subscription != null) {
            subscription.close();
        }
        link.close();
        conversation.close();
    }
}
