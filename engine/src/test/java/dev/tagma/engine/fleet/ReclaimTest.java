package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Description;
import dev.tagma.engine.Fleet.Reclaim;
import dev.tagma.engine.Fleet.Tree;
import dev.tagma.engine.Problem;
import dev.tagma.engine.fleet.Projects.Fitting;
import dev.tagma.engine.fleet.Projects.Wishes;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.ScriptRunner.Ended;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workspaces take, and how those that nobody needs go: never one that might hold something. */
final class ReclaimTest {

    private static final Reclaim LOOK = new Reclaim(false, false);
    private static final Reclaim APPLY = new Reclaim(true, false);

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private Path place;

    @BeforeEach
    void begin() throws IOException {
        world = new PuppetFleet(directory.resolve("state"));
        place = Files.createDirectory(directory.resolve("work"));
        world.workspaces.addRepository(place, Map.of("a.txt", "12345"));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private SessionId live(String handle, WorkspacePlan.Kind kind) {
        SessionId id = world.fleet()
                .create(
                        PuppetFleet.ANNA,
                        new Wanted()
                                .handle(Optional.of(handle))
                                .at(place)
                                .workspace(kind)
                                .started()
                                .session())
                .session()
                .id();
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        return id;
    }

    private SessionId stopped(String handle) {
        SessionId id = live(handle, WorkspacePlan.Kind.WORKTREE);
        world.fleet().stop(PuppetFleet.ANNA, id);
        return id;
    }

    private Workspace workspace(SessionId id) {
        return world.view(id).session().workspace();
    }

    private List<Tree> reclaim(Reclaim wanted) {
        return world.fleet().reclaim(PuppetFleet.ANNA, wanted);
    }

    private Optional<String> stays(Reclaim wanted) {
        List<Tree> trees = reclaim(wanted);
        assertThat(trees).hasSize(1);
        return trees.getFirst().stays();
    }

    private boolean there(SessionId id) {
        return world.workspaces.status(workspace(id)).exists();
    }

    @Test
    void whatAWorkspaceTakesIsTold() {
        SessionId id = live("otter", WorkspacePlan.Kind.WORKTREE);

        assertThat(bytes(id)).contains(5L);
    }

    private Optional<Long> bytes(SessionId id) {
        return world.fleet().diskUse(TenantId.DEFAULT, id).map(DiskUse::bytes);
    }

    @Test
    void aDirectoryThatIsSomebodysOwnIsNeitherMeasuredNorReclaimed() {
        SessionId id = live("otter", WorkspacePlan.Kind.IN_PLACE);
        world.fleet().stop(PuppetFleet.ANNA, id);

        assertThat(bytes(id)).isEmpty();
        assertThat(reclaim(APPLY)).isEmpty();
        assertThat(there(id)).isTrue();
    }

    @Test
    void aLookTakesNothingAway() {
        SessionId id = stopped("otter");

        Tree tree = reclaim(LOOK).getFirst();

        assertThat(tree.stays()).isEmpty();
        assertThat(tree.rescue()).isEmpty();
        assertThat(tree.use().map(DiskUse::bytes)).contains(5L);
        assertThat(there(id)).isTrue();
        assertThat(world.workspaces.rescues()).isEmpty();
    }

    @Test
    void aTreeThatNobodyNeedsIsSavedAndGoesAndItsSessionStartsAgain() {
        SessionId id = stopped("otter");

        Tree tree = reclaim(APPLY).getFirst();

        assertThat(tree.stays()).isEmpty();
        assertThat(tree.rescue().map(Rescue::id))
                .isEqualTo(Optional.of(world.workspaces.rescues().getFirst().id()));
        assertThat(there(id)).isFalse();
        assertThat(reclaim(APPLY)).isEmpty();
        world.fleet().start(PuppetFleet.ANNA, id);
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        assertThat(there(id)).isTrue();
    }

    /** What an agent remembers goes by the directory that it worked in. */
    @Test
    void theTreeOfARenamedSessionComesBackWhereItWas() {
        SessionId id = stopped("otter");
        Workspace before = workspace(id);
        world.fleet()
                .describe(
                        PuppetFleet.ANNA,
                        id,
                        new Description(
                                Optional.of("fix-login"), Optional.empty(), Optional.empty(), Optional.empty()));
        reclaim(APPLY);
        assertThat(there(id)).isFalse();

        world.fleet().start(PuppetFleet.ANNA, id);
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);

        assertThat(workspace(id).path()).isEqualTo(before.path());
        assertThat(there(id)).isTrue();
    }

    @Test
    void whatMightHoldSomethingStaysWithTheReason() {
        SessionId id = live("otter", WorkspacePlan.Kind.WORKTREE);
        assertThat(stays(APPLY)).contains("the session is live: stop it first");

        world.fleet().stop(PuppetFleet.ANNA, id);
        world.workspaces.write(workspace(id), "b.txt", "new");
        assertThat(stays(APPLY)).contains("not committed: b.txt");

        world.workspaces.commit(workspace(id));
        assertThat(stays(APPLY)).contains("1 commit is neither merged nor on a remote");
        assertThat(there(id)).isTrue();

        world.workspaces.merge(workspace(id));
        assertThat(stays(APPLY)).isEmpty();
        assertThat(there(id)).isFalse();
    }

    /** What cannot be looked at is not known to be elsewhere. */
    @Test
    void whatCannotBeFoundOutStays() {
        SessionId id = stopped("otter");
        world.workspaces.failNext(new WorkspaceException(Kind.FAILED, "git was killed"));

        assertThat(stays(APPLY)).contains("git was killed");
        assertThat(there(id)).isTrue();
    }

    @Test
    void oneThatStaysDoesNotKeepTheOthers() {
        SessionId otter = stopped("otter");
        SessionId heron = live("heron", WorkspacePlan.Kind.WORKTREE);

        assertThat(reclaim(APPLY)).extracting(tree -> tree.stays().isEmpty()).containsExactly(true, false);
        assertThat(there(otter)).isFalse();
        assertThat(there(heron)).isTrue();
    }

    @Test
    void aSessionDoesNotReclaimItsOwn() {
        SessionId id = stopped("otter");
        var itself = new Caller(TenantId.DEFAULT, "otter", Optional.of(id));

        assertThat(world.fleet().reclaim(itself, APPLY).getFirst().stays()).contains("it is the session that asks");
    }

    @Test
    void theTearDownRunsFirstAndWhereItFailsTheTreeStays() throws IOException {
        var scripts =
                new Scripts("/srv/repo", Optional.empty(), Optional.of(new Script("down.sh", "docker compose down\n")));
        world.projects = asked -> new Wishes(
                Optional.empty(), Optional.empty(), new Fitting(Carried.NOTHING, Optional.of(scripts), List.of()));
        world.bench.trust(scripts);
        SessionId id = stopped("otter");
        world.bench.ended = new Ended(false, "ended with exit code 1", "no such container");

        assertThat(stays(APPLY)).hasValueSatisfying(reason -> assertThat(reason).contains("no such container"));
        assertThat(there(id)).isTrue();

        world.bench.ended = new Ended(true, "ended with exit code 0", "");
        assertThat(stays(APPLY)).isEmpty();
        assertThat(there(id)).isFalse();
    }

    /** The usual way to have somebody look at what another one has done. */
    private SessionId inPlace(String handle, Path where) {
        SessionId id = world.fleet()
                .create(
                        PuppetFleet.ANNA,
                        new Wanted()
                                .handle(Optional.of(handle))
                                .at(where)
                                .started()
                                .session())
                .session()
                .id();
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        return id;
    }

    @Test
    void whereAnotherSessionWorksTheTreeStaysUntilThatOneHasStopped() {
        SessionId otter = stopped("otter");
        world.workspaces.addRepository(Path.of(workspace(otter).path()), Map.of("a.txt", "12345"));
        SessionId heron = inPlace("heron", Path.of(workspace(otter).path()));

        assertThat(stays(APPLY)).contains("session heron is live and works in it");
        assertThat(there(otter)).isTrue();

        world.fleet().stop(PuppetFleet.ANNA, heron);
        assertThat(stays(APPLY)).isEmpty();
    }

    @Test
    void aRemovalDoesNotTakeTheTreeFromUnderAnotherSessionUnlessItIsForced() throws IOException {
        SessionId otter = stopped("otter");
        Path tree = Files.createDirectories(Path.of(workspace(otter).path()));
        world.workspaces.addRepository(tree, Map.of("a.txt", "12345"));
        SessionId heron = inPlace("heron", tree);

        assertThatThrownBy(() -> world.fleet().remove(PuppetFleet.ANNA, otter, Permit.CLEAN_ONLY, false))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("Session heron is live and works in the workspace of otter");
        assertThat(there(otter)).isTrue();

        world.fleet().remove(PuppetFleet.ANNA, otter, Permit.DIRTY, false);
        assertThat(world.lifecycle(heron)).isEqualTo(Lifecycle.LIVE);
    }

    @Test
    void whatFailedToStartAndMayRunAllTheSameKeepsItsTree() {
        world.agent.whenStarted(() -> {
            throw new TerminalException("It is not known whether it started", true);
        });
        SessionId id = world.fleet()
                .create(
                        PuppetFleet.ANNA,
                        new Wanted()
                                .handle(Optional.of("otter"))
                                .at(place)
                                .workspace(WorkspacePlan.Kind.WORKTREE)
                                .started()
                                .session())
                .session()
                .id();
        await().until(() -> world.lifecycle(id) == Lifecycle.FAILED);
        world.agent.lingers(true);

        assertThat(stays(APPLY)).contains("its agent may still run: stop the session first");

        world.agent.lingers(false);
        assertThat(stays(APPLY)).isEmpty();
    }
}
