package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.conversation.Outbox;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts an app-server and its terminal program, finds them again after a restart of the daemon, and ends them. */
final class Life implements Server.Watcher {

    private static final System.Logger LOG = System.getLogger(Life.class.getName());

    private final Session session;
    private final CodexTools tools;
    private final Map<String, String> environment;
    private final Path directory;
    private final Path socket;
    private final Server server;
    private final Optional<Face> face;
    private final StateFile state;
    private final Outbox outbox;
    private final Conversation conversation;
    private final Link link;
    private final Observer observer;
    private final Clock clock;
    private final Pulse seen;
    private volatile boolean ended;
    private volatile @Nullable Liveness trouble;
    private Terminal.@Nullable Subscription subscription;

    /** @param face none where nobody is to see it */
    Life(
            Session session,
            CodexTools tools,
            Map<String, String> environment,
            Path directory,
            Path socket,
            Server server,
            Optional<Face> face,
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
        if (server.find() instanceof Server.Found.Running) {
            observe();
            return;
        }
        server.remove();
        hide();
        requireProgram();
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(socket);
        } catch (IOException failed) {
            throw new TerminalException("The session's directory cannot be written: " + failed, false, failed);
        }
        outbox.clear();
        state.starting(how, clock.instant());
        server.start(
                CodexLaunch.server(tools, session, socket),
                environment,
                Path.of(session.workspace().path()));
        observe();
    }

    private void hide() {
        face.ifPresent(Face::remove);
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

    private void observe() {
        observer.observed(new Observation.ProcessIs(server.process()));
        conversation.follow();
        link.open(this::opened, this::failed);
        subscription = server.subscribe(this);
    }

    private void opened() {
        try {
            face.ifPresent(shown -> {
                Terminal _ = shown.show();
            });
        } catch (TerminalException failed) {
            LOG.log(System.Logger.Level.WARNING, "Codex runs, and its terminal program does not", failed);
        }
        observer.observed(new Observation.Ready(clock.instant()));
    }

    /** It runs, and is of no use: whoever starts the session again is not to find it. */
    private void failed(String reason) {
        Liveness why = new Liveness.Gone(reason);
        trouble = why;
        link.close();
        try {
            server.remove();
        } catch (TerminalException left) {
            LOG.log(System.Logger.Level.WARNING, "An app-server that opened no conversation is left", left);
        }
        ended(why);
    }

    Adoption adopt() {
        return switch (server.find()) {
            case Server.Found.Running running -> {
                observe();
                link.awaitConnected();
                yield new Adoption.Running();
            }
            case Server.Found.Ended(String reason) -> gone(reason);
            case Server.Found.Unreachable(String reason) -> new Adoption.Unreachable(reason);
        };
    }

    private Adoption gone(String reason) {
        tellEnds();
        hide();
        return new Adoption.Ended(reason);
    }

    /** A record that cannot be read, whatever is in it, hides no end. */
    private void tellEnds() {
        try {
            conversation.tellEnds();
        } catch (RuntimeException | OutOfMemoryError unknown) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "How the turns of " + session.handle() + " ended is not known",
                    unknown);
        }
    }

    void stop(Duration grace) {
        link.close();
        hide();
        if (server.find() instanceof Server.Found.Running) {
            server.signal("TERM");
            boolean _ = seen.until(() -> ended, is -> is, grace);
        }
        server.remove();
    }

    void discard() {
        hide();
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
    public void ended(Liveness how) {
        if (endsNow()) {
            link.close();
            tellEnds();
            observer.observed(new Observation.ProcessIs(Optional.empty()));
            observer.observed(new Observation.Ended(Objects.requireNonNullElse(trouble, how)));
            seen.beat();
            // Without what it is attached to it shows nothing that is so. The runtime that tells of the end is not to
            // be
            // asked for anything meanwhile.
            Thread.ofVirtual().name("codex-face").start(this::hide);
        }
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
        conversation.close();
    }
}
