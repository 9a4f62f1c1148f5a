package dev.tagma.testkit.played;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.ProcessRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One session with an agent that is played; each of its drivers is that of another daemon. */
public final class DriverRig implements AutoCloseable {

    private static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");

    private final Played played;
    private final Function<ProcessRuntime, AgentAdapter> making;
    private final Path directory;
    private final Clock clock;
    private final List<AgentAdapter> adapters = new ArrayList<>();
    private volatile Session session;
    private volatile Checkpoint checkpoint = name -> {};
    private volatile Observer also = observation -> {};
    private volatile List<Observation> observed = new CopyOnWriteArrayList<>();
    private volatile @Nullable Driver driver;

    /**
     * A session that nobody has started.
     *
     * @param making makes a daemon's adapter, over its process runtime
     * @param home an empty directory
     */
    public DriverRig(Played played, Function<ProcessRuntime, AgentAdapter> making, Path home, Clock clock) {
        this.played = played;
        this.making = making;
        this.directory = made(home.resolve("private"));
        this.clock = clock;
        this.session = session(played, made(home.resolve("work")).toString());
    }

    private static Session session(Played played, String place) {
        return new Session(
                TenantId.DEFAULT,
                new SessionId(new UUID(0x0192_5f0e_8a00_7000L, 0x8000_0000_0000_0001L)),
                Optional.empty(),
                new Handle("otter-1"),
                "",
                GroupPath.ROOT,
                Set.of(),
                new Session.Launch(
                        played.agent(), played.kind(), PermissionMode.ASK, Optional.empty(), Map.of(), List.of()),
                new Session.WantedWorkspace(place, "in_place", Optional.empty(), Optional.empty()),
                new Workspace(
                        Workspace.Kind.DIRECTORY, place, Optional.empty(), Optional.empty(), Optional.empty(), false),
                Lifecycle.REQUESTED,
                CREATED,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CREATED,
                Optional.empty(),
                Session.Heritage.NONE);
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Puts a program of that name, which is never run, into {@code home/bin}; returns that directory. */
    public static Path installed(Path home, String program) {
        Path bin = made(home.resolve("bin"));
        try {
            Files.createFile(
                    bin.resolve(program),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return bin;
    }

    public Played played() {
        return played;
    }

    public Session session() {
        return session;
    }

    /** The time of its world. */
    public Clock clock() {
        return clock;
    }

    /** The next daemons pass this checkpoint. */
    public void at(Checkpoint next) {
        checkpoint = next;
    }

    /** Whoever is told, too, what the next daemons' drivers observe. */
    public void tell(Observer next) {
        also = next;
    }

    /** The driver of the daemon that runs. */
    public Driver driver() {
        Driver now = driver;
        if (now == null) {
            throw new IllegalStateException("no daemon runs");
        }
        return now;
    }

    /** Another daemon, after the former one was killed. */
    public Driver next() {
        end();
        List<Observation> own = new CopyOnWriteArrayList<>();
        observed = own;
        Observer told = also;
        AgentAdapter adapter = making.apply(played.processes(checkpoint));
        adapters.add(adapter);
        if (session.agentSessionId().isEmpty()) {
            adapter.newConversation().ifPresent(id -> session = session.withAgentSessionId(id));
        }
        Driver made = adapter.drive(
                new DriveContext(session, directory, Map.of(), played.terminals(), clock, checkpoint), observation -> {
                    if (observation instanceof Observation.Identity(var id, var reason)) {
                        session = session.withAgentSessionId(id);
                    }
                    own.add(observation);
                    told.observed(observation);
                });
        driver = made;
        return made;
    }

    /** The daemon is killed. */
    public void end() {
        Driver former = driver;
        driver = null;
        if (former != null) {
            former.close();
        }
        adapters.forEach(DriverRig::close);
        adapters.clear();
    }

    private static void close(AgentAdapter adapter) {
        if (adapter instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception failed) {
                throw new IllegalStateException("The adapter of " + adapter.id() + " cannot be closed", failed);
            }
        }
    }

    /** Another daemon starts the agent. */
    public Driver start(Start how) {
        Driver made = next();
        session = session.withHandleOfProcess(made.handle().text());
        made.start(how);
        return made;
    }

    /** All that the daemon which runs was told. */
    public List<Observation> observed() {
        return List.copyOf(observed);
    }

    /** What of this kind it was told. */
    public <T extends Observation> List<T> told(Class<T> kind) {
        return observed.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What it was told last on this question, by whichever source. */
    public Optional<Reading> last(Question question) {
        return told(Observation.Seen.class).reversed().stream()
                .map(Observation.Seen::fact)
                .map(Fact::reading)
                .filter(reading -> reading.question() == question)
                .findFirst();
    }

    /** The request that was told of, as the engine would keep it. */
    public Request request(Observation.RequestOpened asked) {
        return new Request(
                session.tenant(),
                session.id(),
                new RequestId(new UUID(0, 1)),
                asked.key(),
                asked.kind(),
                asked.title(),
                asked.tool(),
                asked.detail(),
                asked.questions(),
                asked.channel(),
                asked.at(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void close() {
        end();
        played.close();
    }
}
