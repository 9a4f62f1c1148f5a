package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.conversation.Outbox;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.session.DriverKind;
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
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts a program, finds it again after a restart of the daemon, and ends it. */
final class Life implements TerminalListener {

    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    private static final System.Logger LOG = System.getLogger(Life.class.getName());

    private final Session session;
    private final OpenCodeTools tools;
    private final Map<String, String> environment;
    private final Path directory;
    private final Pane pane;
    private final StateFile state;
    private final Outbox outbox;
    private final Conversation conversation;
    private final Recorded recorded;
    private final Link link;
    private final Shown shown;
    private final Observer observer;
    private final Clock clock;
    private final Pulse seen;
    private volatile boolean ended;
    private volatile boolean wanted;
    private volatile @Nullable Liveness trouble;
    private Terminal.@Nullable Subscription subscription;

    Life(
            Session session,
            OpenCodeTools tools,
            Map<String, String> environment,
            Path directory,
            Pane pane,
            StateFile state,
            Outbox outbox,
            Conversation conversation,
            Recorded recorded,
            Link link,
            Shown shown,
            Observer observer,
            Clock clock,
            Pulse seen) {
        this.session = session;
        this.tools = tools;
        this.environment = environment;
        this.directory = directory;
        this.pane = pane;
        this.state = state;
        this.outbox = outbox;
        this.conversation = conversation;
        this.recorded = recorded;
        this.link = link;
        this.shown = shown;
        this.observer = observer;
        this.clock = clock;
        this.seen = seen;
    }

    void start(Start how) {
        if (pane.recover() instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            if (found.liveness() instanceof Liveness.Alive) {
                observe(found);
                return;
            }
            found.destroy();
        }
        requireProgram();
        Door door;
        try {
            Files.createDirectories(directory);
            door = Door.fresh(new SecureRandom());
        } catch (IOException failed) {
            throw new TerminalException("OpenCode cannot be given a place to work: " + failed, false, failed);
        }
        outbox.clear();
        state.starting(how, clock.instant().truncatedTo(ChronoUnit.MILLIS), door);
        observe(pane.start(new TerminalSpec(
                OpenCodeLaunch.command(tools, session, door),
                OpenCodeLaunch.with(environment, door),
                Path.of(session.workspace().path()),
                COLUMNS,
                ROWS)));
    }

    /** The runtime would refuse it too, but does not know how an agent is installed or configured. */
    private void requireProgram() {
        String program = tools.program().getFirst();
        if (Executables.find(program, environment, Path.of(session.workspace().path()))
                .isEmpty()) {
            throw new TerminalException(
                    OpenCodeProbe.missing(session.launch().agent().value(), program)
                            + "; a session with '-a scripted' needs neither the program nor a key",
                    false);
        }
    }

    private void observe(Terminal found) {
        pane.holds(found);
        if (found.liveness() instanceof Liveness.Alive(long pid)) {
            observer.observed(new Observation.ProcessIs(Processes.find(pid)));
        }
        boolean before = state.state().open();
        link.open(() -> opened(before), this::failed);
        subscription = found.subscribe(this);
    }

    /** @param before whether the conversation was opened and shown by a former daemon */
    private void opened(boolean before) {
        if (!before && session.launch().driver() == DriverKind.TERMINAL) {
            shown.show();
        }
        observer.observed(new Observation.Ready(clock.instant()));
    }

    /** It runs, and is of no use: whoever starts the session again is not to find it. */
    private void failed(String reason) {
        Liveness why = new Liveness.Gone(reason);
        trouble = why;
        link.close();
        try {
            pane.remove();
        } catch (TerminalException left) {
            LOG.log(System.Logger.Level.WARNING, "An OpenCode that opened no conversation is left", left);
        }
        ended(why);
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
                link.awaitConnected();
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
        tellEnds();
        return new Adoption.Ended(reason);
    }

    /** What the program recorded and nobody told. A record that cannot be read, or is too long to be, hides no end. */
    private void tellEnds() {
        try {
            recorded.tell();
        } catch (RuntimeException | OutOfMemoryError unknown) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "How the turns of " + session.handle() + " ended is not known",
                    unknown);
        }
    }

    void stop(Duration grace) {
        wanted = true;
        link.close();
        shown.close();
        pane.find().ifPresent(terminal -> {
            if (terminal.liveness() instanceof Liveness.Alive) {
                terminal.signal("TERM");
                boolean _ = seen.until(() -> ended, is -> is, grace);
            }
        });
        pane.remove();
    }

    void discard() {
        pane.remove();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException absent) {
            // There is nothing to remove.
            return;
        }
    }

    // ---- what the runtime tells of the program

    @Override
    public void changed() {
        // What it does is told over its port.
    }

    @Override
    public void titled(String title) {
        shown.titled(title);
    }

    /** Of a turn that ran, the record may know more than was told. The runtime that tells of the end cannot wait for it. */
    @Override
    public void ended(Liveness how) {
        if (endsNow()) {
            link.close();
            shown.close();
            observer.observed(new Observation.ProcessIs(Optional.empty()));
            seen.beat();
            if (wanted || !conversation.open()) {
                tell(how);
            } else {
                Thread.ofVirtual().name("opencode-ends").start(() -> {
                    tellEnds();
                    tell(how);
                });
            }
        }
    }

    private void tell(Liveness how) {
        observer.observed(new Observation.Ended(Objects.requireNonNullElse(trouble, how)));
    }

    private synchronized boolean endsNow() {
        boolean first = !ended;
        ended = true;
        return first;
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
        shown.close();
    }
}
