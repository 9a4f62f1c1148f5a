package dev.tagma.engine.fleet;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.engine.deliver.InboxLimit;
import dev.tagma.engine.ids.HandleMaker;
import dev.tagma.engine.ids.Ids;
import dev.tagma.engine.supervise.Sandboxes;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.TerminalRuntimes;
import dev.tagma.engine.supervise.Workshop;
import dev.tagma.engine.usage.Spending;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.search.SearchIndex;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.workspace.Workspaces;
import dev.tagma.testkit.fake.FakeTerminals;
import dev.tagma.testkit.fake.FakeWorkspaces;
import dev.tagma.testkit.fake.MemorySearchIndex;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** An agent that is known and never started, for what happens before. */
record Undriven(AgentId id) implements AgentAdapter {

    /** The one that is taken when nobody says which, in the mode {@code edits}. */
    static final AgentId USUAL = new AgentId("usual");

    static final AgentId OTHER = new AgentId("other");

    /** Where there is a directory. */
    static final Path PLACE = Path.of("/srv/repo");

    static LocalFleet fleet(Store store, Projects projects) {
        var workspaces = new FakeWorkspaces(Clock.systemUTC());
        workspaces.addDirectory(PLACE);
        return fleet(
                store,
                projects,
                Map.of(USUAL, new Undriven(USUAL), OTHER, new Undriven(OTHER)),
                workspaces,
                Path.of("/nowhere"));
    }

    static LocalFleet fleet(
            Store store,
            Projects projects,
            Map<AgentId, AgentAdapter> agents,
            Workspaces workspaces,
            Path sessionsDirectory) {
        return fleet(
                store,
                projects,
                agents,
                workspaces,
                sessionsDirectory,
                new Bench().workshop(),
                new MemorySearchIndex(),
                true);
    }

    static LocalFleet fleet(
            Store store,
            Projects projects,
            Map<AgentId, AgentAdapter> agents,
            Workspaces workspaces,
            Path sessionsDirectory,
            Workshop workshop,
            SearchIndex index,
            boolean foreign) {
        return fleet(store, projects, agents, workspaces, sessionsDirectory, workshop, index, foreign, Spending.FREE);
    }

    static LocalFleet fleet(
            Store store,
            Projects projects,
            Map<AgentId, AgentAdapter> agents,
            Workspaces workspaces,
            Path sessionsDirectory,
            Workshop workshop,
            SearchIndex index,
            boolean foreign,
            Spending spending) {
        return fleet(
                store,
                projects,
                agents,
                workspaces,
                sessionsDirectory,
                workshop,
                index,
                foreign,
                spending,
                TerminalRuntimes.of(new FakeTerminals(spec -> Optional.empty()).open()));
    }

    static LocalFleet fleet(
            Store store,
            Projects projects,
            Map<AgentId, AgentAdapter> agents,
            Workspaces workspaces,
            Path sessionsDirectory,
            Workshop workshop,
            SearchIndex index,
            boolean foreign,
            Spending spending,
            TerminalRuntimes terminals) {
        Clock clock = Clock.systemUTC();
        Services services = new Services(
                store,
                workspaces,
                workshop,
                terminals,
                new Sandboxes(),
                agents,
                clock,
                new Ids(clock, new Random(1)),
                Checkpoint.INERT,
                sessionsDirectory,
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                spending);
        Policy policy = new Policy(
                USUAL,
                DriverKind.TERMINAL,
                PermissionMode.EDITS,
                AfterLimit.WAIT,
                false,
                false,
                Policy.DEFAULT_MESSAGE_BYTES,
                InboxLimit.DEFAULT,
                SandboxDefaults.NONE);
        return new LocalFleet(services, policy, projects, new HandleMaker(new Random(1)), index, foreign);
    }

    @Override
    public Probe probe() {
        return new Probe(false, Optional.empty(), Optional.empty(), List.of());
    }

    @Override
    public Set<DriverKind> drivers() {
        return Set.of(DriverKind.TERMINAL);
    }

    @Override
    public Set<PermissionMode> modes() {
        return Set.of(PermissionMode.values());
    }

    /** It says itself what {@code --taken} says, and could do more with {@code --wider} and with any variable. */
    @Override
    public List<Objection> objections(Session.Launch launch) {
        return Stream.of(
                        launch.arguments().stream()
                                .filter("--taken"::equals)
                                .map(word -> new Objection(Objection.Ground.TAKEN, word + " is taken")),
                        launch.arguments().stream()
                                .filter("--wider"::equals)
                                .map(word -> new Objection(Objection.Ground.WIDER, word + " is wider")),
                        launch.environment().keySet().stream()
                                .map(name -> new Objection(Objection.Ground.WIDER, name + " is wider")))
                .flatMap(found -> found)
                .toList();
    }

    @Override
    public Map<Source, Set<Question>> sources() {
        return Map.of();
    }

    @Override
    public Optional<AgentSessionId> newConversation() {
        return Optional.empty();
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        throw new UnsupportedOperationException("This agent is never started");
    }
}
