package dev.tagma.engine.fleet;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.usage.Spending;
import dev.tagma.testkit.fake.FakeWorkspaces;
import dev.tagma.testkit.fake.MemorySearchIndex;
import dev.tagma.testkit.fake.MemoryStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A fleet of one session over a {@link PuppetAgent} and a store that can fail; daemons come and go over it. */
final class PuppetFleet implements AutoCloseable {

    static final Caller ANNA = new Caller(TenantId.DEFAULT, "test", Optional.empty());

    final PuppetAgent agent = new PuppetAgent();
    final PuppetAgent other = new PuppetAgent(Undriven.OTHER);
    final FailingStore store = new FailingStore(new MemoryStore());
    final FakeWorkspaces workspaces = new FakeWorkspaces(Clock.systemUTC());
    final Bench bench = new Bench();
    Projects projects = Projects.SILENT;
    final MemorySearchIndex index = new MemorySearchIndex();
    private final Path directory;
    private final Spending spending;
    private boolean foreign = true;
    private LocalFleet fleet;

    PuppetFleet(Path directory) {
        this(directory, Spending.FREE);
    }

    PuppetFleet(Path directory, Spending spending) {
        this.directory = directory;
        this.spending = spending;
        this.fleet = daemon();
    }

    private LocalFleet daemon() {
        return Undriven.fleet(
                store,
                place -> projects.of(place),
                Map.of(agent.id(), agent, other.id(), other),
                workspaces,
                directory,
                bench.workshop(),
                index,
                foreign,
                spending);
    }

    LocalFleet fleet() {
        return fleet;
    }

    /** Another daemon takes over, which searches Tagma's own sessions alone. */
    void restartDaemonForOwn() {
        foreign = false;
        restartDaemon();
    }

    /** Another daemon takes over. */
    void restartDaemon() {
        fleet.close();
        fleet = daemon();
        fleet.reconcile();
    }

    SessionId create(Path place) {
        workspaces.addRepository(place, Map.of("a.txt", "1"));
        return fleet.create(
                        ANNA,
                        new Wanted()
                                .handle(Optional.of("otter"))
                                .at(place)
                                .started()
                                .session())
                .session()
                .id();
    }

    SessionView view(SessionId id) {
        return fleet.get(TenantId.DEFAULT, id);
    }

    Lifecycle lifecycle(SessionId id) {
        return view(id).session().lifecycle();
    }

    @Override
    public void close() {
        fleet.close();
        store.close();
    }
}
