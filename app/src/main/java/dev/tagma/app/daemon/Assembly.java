package dev.tagma.app.daemon;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.adapters.runtime.pipe.PipeRuntime;
import dev.tagma.adapters.runtime.pty.PtyRuntime;
import dev.tagma.adapters.runtime.tmux.AdoptedPanes;
import dev.tagma.adapters.runtime.tmux.TmuxRuntime;
import dev.tagma.adapters.runtime.tmux.TmuxSettings;
import dev.tagma.adapters.sandbox.bubblewrap.Bubblewrap;
import dev.tagma.adapters.sandbox.bubblewrap.ForwarderProgram;
import dev.tagma.adapters.sandbox.container.Container;
import dev.tagma.adapters.workspace.git.GitWorkspaces;
import dev.tagma.adapters.workspace.outfit.BindablePorts;
import dev.tagma.adapters.workspace.outfit.ScriptPrograms;
import dev.tagma.adapters.workspace.outfit.TrustFiles;
import dev.tagma.app.config.Config;
import dev.tagma.app.config.PriceFiles;
import dev.tagma.app.config.ProjectFiles;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.engine.deliver.InboxLimit;
import dev.tagma.engine.fleet.LocalFleet;
import dev.tagma.engine.fleet.Policy;
import dev.tagma.engine.fleet.SandboxDefaults;
import dev.tagma.engine.ids.HandleMaker;
import dev.tagma.engine.ids.Ids;
import dev.tagma.engine.retain.RetentionRound;
import dev.tagma.engine.retain.RetentionSchedule;
import dev.tagma.engine.supervise.Sandboxes;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.TerminalRuntimes;
import dev.tagma.engine.supervise.Workshop;
import dev.tagma.engine.usage.Spending;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Retention;
import dev.tagma.spi.store.Store;
import dev.tagma.store.sqlite.NativeCode;
import dev.tagma.store.sqlite.SqliteStore;
import dev.tagma.wire.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The engine and all it is built on, put together for one state directory. Closes in reverse. */
final class Assembly implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Assembly.class.getName());

    /** How long an idle daemon keeps what has become too old. */
    private static final Duration RETENTION_INTERVAL = Duration.ofHours(6);

    /** After so many events a busy daemon looks whether there are too many. */
    private static final long RETENTION_EVENTS = 50_000;

    private final Closer closer = new Closer();
    private final Store store;
    private final GitWorkspaces workspaces;
    private final LocalFleet fleet;
    private final Agents agents;
    private final Sandboxes sandboxes;
    private final RetentionSchedule retention;
    private final Set<SandboxKind> wanted;

    Assembly(Home home, Config config, Map<String, String> environment, Clock clock, Checkpoint checkpoint)
            throws IOException {
        try {
            NativeCode.keepIn(home.state().resolve("native"));
            store = closer.add(new SqliteStore(home.state().resolve("tagma.db"), options(config), checkpoint));
            TerminalRuntimes terminals = TerminalRuntimes.of(
                            closer.add(new TmuxRuntime(tmux(home, environment))),
                            closer.add(new PtyRuntime(home.state().resolve("pty"), Processes.bootId())))
                    .with(closer.add(new AdoptedPanes(tmux(home, environment), socketsOfUser(environment))));
            workspaces = new GitWorkspaces(
                    home.state().resolve("worktrees"),
                    home.state().resolve("workspaces"),
                    environment,
                    clock,
                    checkpoint);
            workspaces.recoverInterruptedRemovals().forEach(done -> LOG.log(System.Logger.Level.INFO, done));
            workspaces.unfinishedRemovals().forEach(left -> LOG.log(System.Logger.Level.WARNING, left));
            FileWatch watch = closer.add(new FileWatch());
            PipeRuntime processes = closer.add(
                    new PipeRuntime(home.state().resolve("pipe"), Processes.bootId(), environment, watch, checkpoint));
            agents = new Agents(home, config, environment, watch, processes, closer);
            sandboxes = new Sandboxes(
                    new Bubblewrap(environment, forwarder()),
                    Container.docker(environment),
                    Container.podman(environment));
            SecureRandom random = new SecureRandom();
            Services services = new Services(
                    store,
                    workspaces,
                    workshop(home, config, environment, watch),
                    terminals,
                    sandboxes,
                    agents.adapters(),
                    clock,
                    new Ids(clock, random),
                    checkpoint,
                    home.state().resolve("sessions"),
                    ownVariables(environment),
                    config.sessions().stopGrace(),
                    config.sessions().stallAfter(),
                    spending(home, config));
            wanted = wanted(config);
            retention = closer.add(retention(config, clock));
            fleet = closer.add(new LocalFleet(
                    services,
                    policy(config),
                    new ProjectFiles(home.configurationFile(), config.sessions().mode()),
                    new HandleMaker(random),
                    closer.add(SearchFile.open(home.state().resolve("search.db"))),
                    config.search().foreign()));
        } catch (IOException | RuntimeException failed) {
            closer.close();
            throw failed;
        }
    }

    LocalFleet fleet() {
        return fleet;
    }

    Store store() {
        return store;
    }

    /** Looks at what the engine is built on. */
    MachineDoctor doctor() {
        return new MachineDoctor(
                agents.adapters(), agents.optional(), sandboxes.all(), wanted, workspaces::unfinishedRemovals);
    }

    /** Begins to forget what need not be kept; to be called when the doors are open. */
    void retain() {
        retention.open();
    }

    /** Begins to read what was said; to be called when the doors are open. */
    void index() {
        fleet.index();
    }

    private RetentionSchedule retention(Config config, Clock clock) {
        Config.Kept kept = config.store().retention();
        RetentionRound round = new RetentionRound(
                store,
                workspaces,
                new Retention(kept.age(), kept.rows(), kept.bytes()),
                kept.snapshots(),
                clock,
                this::collect);
        return new RetentionSchedule(store, () -> forget(round), RETENTION_INTERVAL, RETENTION_EVENTS);
    }

    /** What is not kept is not found either. */
    private void forget(RetentionRound round) {
        round.run();
        fleet.forgetGone();
    }

    /** The heap is collected as well: what has grown old in it would otherwise stay until there is no room left. */
    private void collect() {
        workspaces.collect();
        System.gc();
    }

    private static Workshop workshop(Home home, Config config, Map<String, String> environment, FileWatch watch) {
        Config.Ports ports = config.sessions().ports();
        return new Workshop(
                new TrustFiles(home.state().resolve("trust")),
                new ScriptPrograms(environment, watch),
                config.sessions().scriptLimit(),
                new BindablePorts(),
                new Workshop.PortRange(ports.first(), ports.last()));
    }

    private static Map<String, String> ownVariables(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(Home.VARIABLE))
                .map(home -> Map.of(Home.VARIABLE, home))
                .orElseGet(Map::of);
    }

    private static SqliteStore.Options options(Config config) {
        return new SqliteStore.Options(
                config.store().syncFull() ? SqliteStore.Sync.FULL : SqliteStore.Sync.NORMAL,
                SqliteStore.Options.DEFAULT.readers());
    }

    private static TmuxSettings tmux(Home home, Map<String, String> environment) throws IOException {
        Optional<Path> runtime = Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .filter(path -> path.startsWith("/"))
                .map(Path::of);
        Path socket = TmuxSettings.socketFor(
                home.state(),
                runtime,
                Path.of("/tmp"),
                environment.getOrDefault("USER", System.getProperty("user.name")));
        return new TmuxSettings("tmux", socket, home.state().resolve("tmux"), Processes.bootId(), runtime);
    }

    /** Where tmux has its sockets: in a directory of the user's own number. */
    private static Path socketsOfUser(Map<String, String> environment) throws IOException {
        Path above = Path.of(environment.getOrDefault("TMUX_TMPDIR", "/tmp"));
        return above.resolve("tmux-" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static Spending spending(Home home, Config config) {
        return new Spending(
                PriceFiles.read(home.configurationFile().resolveSibling("prices.yaml")),
                config.budgets(),
                "raise it in " + home.configurationFile()
                        + " and restart the daemon with 'tagma down'; agents live on");
    }

    private static Policy policy(Config config) {
        return new Policy(
                new AgentId(config.sessions().agent()),
                DriverKind.TERMINAL,
                config.sessions().mode(),
                config.sessions().afterLimit(),
                config.sessions().yolo(),
                config.delivery().steer(),
                config.delivery().maxBytes(),
                new InboxLimit(
                        config.delivery().inbox().messages(),
                        config.delivery().inbox().bytes()),
                sandboxes(config));
    }

    private static SandboxDefaults sandboxes(Config config) {
        Map<AgentId, SandboxRule> own = new HashMap<>();
        config.agents().forEach((name, agent) -> agent.sandbox().ifPresent(rule -> own.put(new AgentId(name), rule)));
        return new SandboxDefaults(config.sandbox(), own);
    }

    /** The kinds of sandboxes that are configured for anybody. */
    private static Set<SandboxKind> wanted(Config config) {
        return Stream.concat(
                        Stream.of(config.sandbox()),
                        config.agents().values().stream().flatMap(agent -> agent.sandbox().stream()))
                .map(SandboxRule::kind)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** This very Java runs it. */
    private static ForwarderProgram forwarder() {
        Path home = Path.of(System.getProperty("java.home"));
        return new ForwarderProgram(
                Path.of(System.getProperty(
                        "tagma.java", home.resolve("bin/java").toString())),
                home);
    }

    @Override
    public void close() {
        closer.close();
    }
}
