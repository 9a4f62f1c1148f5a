package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Removal;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.fleet.Projects.Fitting;
import dev.tagma.engine.fleet.Projects.Wishes;
import dev.tagma.spi.workspace.ScriptRunner.Ended;
import dev.tagma.spi.workspace.ScriptRunner.Run;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project wants its workspaces fitted out with: files, scripts that somebody trusted, and ports. */
final class OutfitTest {

    private static final Scripts SCRIPTS = new Scripts(
            "/srv/repo",
            Optional.of(new Script("scripts/up.sh", "npm ci\n")),
            Optional.of(new Script("scripts/down.sh", "docker compose down\n")));

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private Path place;

    @BeforeEach
    void begin() throws IOException {
        world = new PuppetFleet(directory.resolve("state"));
        place = Files.createDirectory(directory.resolve("work"));
        world.workspaces.addRepository(place, Map.of("a.txt", "1"));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void wants(Carried carried, Optional<Scripts> scripts, String... ports) {
        var fitting = new Fitting(carried, scripts, List.of(ports));
        world.projects = asked -> new Wishes(Optional.empty(), Optional.empty(), fitting);
    }

    private void wantsScripts() {
        wants(Carried.NOTHING, Optional.of(SCRIPTS));
    }

    private Session create(String handle, WorkspacePlan.Kind kind) {
        return world.fleet()
                .create(
                        PuppetFleet.ANNA,
                        new Wanted()
                                .handle(Optional.of(handle))
                                .at(place)
                                .workspace(kind)
                                .started()
                                .session())
                .session();
    }

    private SessionId live(String handle) {
        SessionId id = create(handle, WorkspacePlan.Kind.WORKTREE).id();
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        return id;
    }

    private Removal remove(SessionId id, Permit permit) {
        return world.fleet().remove(PuppetFleet.ANNA, id, permit, false);
    }

    private Session session(SessionId id) {
        return world.view(id).session();
    }

    /** The fake keeps no files; whether a workspace is there is looked at on disk. */
    private void onDisk(SessionId id) throws IOException {
        Files.createDirectories(Path.of(session(id).workspace().path()));
    }

    @Test
    void whatIsCarriedOverStaysWithTheSession() {
        wants(new Carried(List.of(".env"), List.of("node_modules")), Optional.empty());
        SessionId id = live("otter");

        world.projects = Projects.SILENT;
        world.restartDaemon();

        assertThat(session(id).wanted().outfit().carried())
                .isEqualTo(new Carried(List.of(".env"), List.of("node_modules")));
    }

    @Test
    void scriptsThatNobodyTrustedRefuseTheSessionAndSayWhatToDo() {
        wantsScripts();

        assertThatThrownBy(() -> create("otter", WorkspacePlan.Kind.WORKTREE))
                .hasMessageContaining("tagma trust " + place)
                .extracting(refused -> ((Problem) refused).code())
                .isEqualTo(ProblemCode.UNTRUSTED);
        assertThat(world.fleet().list(TenantId.DEFAULT)).isEmpty();
        assertThat(world.bench.runs).isEmpty();
    }

    @Test
    void noSubmoduleIsClonedBeforeSomebodyTrustedTheAddresses() {
        var scripts = new Scripts(
                "/srv/repo", Optional.empty(), Optional.empty(), Optional.of(new Script(".gitmodules", "[a]\n")));
        wants(Carried.NOTHING, Optional.of(scripts));

        assertThatThrownBy(() -> create("otter", WorkspacePlan.Kind.WORKTREE))
                .hasMessageContaining("clones submodules into its workspaces from addresses that nobody has trusted")
                .extracting(refused -> ((Problem) refused).code())
                .isEqualTo(ProblemCode.UNTRUSTED);
        world.fleet().trust(PuppetFleet.ANNA, place, scripts.id());

        live("otter");
        assertThat(world.bench.runs).isEmpty();
    }

    @Test
    void trustIsForWhatWasLookedAtAndForAsLongAsItStays() {
        wantsScripts();
        world.fleet().trust(PuppetFleet.ANNA, place, SCRIPTS.id());
        live("otter");

        var other = new Scripts("/srv/repo", Optional.of(new Script("scripts/up.sh", "rm -rf /\n")), Optional.empty());
        wants(Carried.NOTHING, Optional.of(other));

        assertThatThrownBy(() -> create("heron", WorkspacePlan.Kind.WORKTREE)).hasMessageContaining("tagma trust");
        assertThatThrownBy(() -> world.fleet().trust(PuppetFleet.ANNA, place, SCRIPTS.id()))
                .hasMessageContaining("are not those that were looked at");
        assertThat(world.fleet().scripts(TenantId.DEFAULT, place).trusted()).isFalse();
    }

    @Test
    void aSessionTrustsNothing() {
        wantsScripts();
        var agent = new Caller(TenantId.DEFAULT, "an agent", Optional.of(new SessionId(new java.util.UUID(1, 1))));

        assertThatThrownBy(() -> world.fleet().trust(agent, place, SCRIPTS.id()))
                .extracting(refused -> ((Problem) refused).code())
                .isEqualTo(ProblemCode.FORBIDDEN);
        assertThat(world.bench.trusted).isEmpty();
    }

    @Test
    void aWorkspaceIsSetUpOnceBeforeItsAgentStarts() throws IOException {
        wantsScripts();
        world.bench.trust(SCRIPTS);
        world.agent.whenStarted(() -> assertThat(world.bench.runs).hasSize(1));
        SessionId id = live("otter");
        onDisk(id);

        Run run = world.bench.runs.getFirst();
        assertThat(run.role()).isEqualTo("setup");
        assertThat(run.script()).isEqualTo(SCRIPTS.setup().orElseThrow());
        assertThat(run.directory()).isEqualTo(Path.of(session(id).workspace().path()));
        assertThat(run.environment())
                .containsEntry("TAGMA_SESSION", id.toString())
                .containsEntry("TAGMA_WORKSPACE", session(id).workspace().path());
        world.fleet().restart(PuppetFleet.ANNA, id);
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        assertThat(world.bench.runs).hasSize(1);
    }

    @Test
    void aSetUpThatFailsFailsTheSessionWithItsOutputAndCanBeTriedAgain() throws IOException {
        wantsScripts();
        world.bench.trust(SCRIPTS);
        world.bench.ended = new Ended(false, "ended with exit code 3", "npm ERR! no network");

        SessionId id = create("otter", WorkspacePlan.Kind.WORKTREE).id();
        await().until(() -> world.lifecycle(id) == Lifecycle.FAILED);

        assertThat(session(id).lifecycleReason())
                .contains("scripts/up.sh ended with exit code 3")
                .contains("npm ERR! no network")
                .contains("setup.log");
        assertThat(world.agent.runs()).isFalse();
        assertThat(session(id).workspace().path()).isNotEmpty();
        onDisk(id);
        world.bench.ended = new Ended(true, "ended with exit code 0", "");
        world.fleet().start(PuppetFleet.ANNA, id);
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        assertThat(world.bench.runs).hasSize(2);
    }

    /** A set-up may last for ten minutes. */
    @Test
    void aSetUpThatRunsEndsWithItsSessionAndCanBeTriedAgain() throws IOException {
        wantsScripts();
        world.bench.trust(SCRIPTS);
        world.bench.endless = new CountDownLatch(1);
        SessionId id = create("otter", WorkspacePlan.Kind.WORKTREE).id();
        await().until(() -> world.bench.runs.size() == 1);
        onDisk(id);

        world.fleet().stop(PuppetFleet.ANNA, id);

        assertThat(world.lifecycle(id)).isEqualTo(Lifecycle.STOPPED);
        assertThat(world.agent.runs()).isFalse();
        world.bench.endless = new CountDownLatch(0);
        world.fleet().start(PuppetFleet.ANNA, id);
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        assertThat(world.bench.runs).hasSize(2);
    }

    @Test
    void aRestartEndsASetUpThatRunsAndBeginsItAnew() throws IOException {
        wantsScripts();
        world.bench.trust(SCRIPTS);
        world.bench.endless = new CountDownLatch(1);
        SessionId id = create("otter", WorkspacePlan.Kind.WORKTREE).id();
        await().until(() -> world.bench.runs.size() == 1);
        onDisk(id);
        world.bench.endless = new CountDownLatch(0);

        world.fleet().restart(PuppetFleet.ANNA, id);

        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        assertThat(world.bench.runs).hasSize(2);
    }

    @Test
    void aSessionIsRemovedInTheMiddleOfItsSetUp() throws IOException {
        wantsScripts();
        world.bench.trust(SCRIPTS);
        world.bench.endless = new CountDownLatch(1);
        SessionId id = create("otter", WorkspacePlan.Kind.WORKTREE).id();
        await().until(() -> world.bench.runs.size() == 1);
        onDisk(id);
        world.bench.endless = new CountDownLatch(0);

        assertThat(remove(id, Permit.CLEAN_ONLY).workspaceRemoved()).isTrue();
    }

    @Test
    void scriptsThatAreTrustedNoMoreAreNotRun() {
        wantsScripts();
        world.bench.trust(SCRIPTS);
        world.bench.ended = new Ended(false, "failed", "");
        SessionId id = create("otter", WorkspacePlan.Kind.WORKTREE).id();
        await().until(() -> world.lifecycle(id) == Lifecycle.FAILED);
        world.bench.trusted.clear();

        world.fleet().start(PuppetFleet.ANNA, id);

        await().until(() -> session(id).lifecycleReason().contains("not trusted any more"));
        assertThat(world.bench.runs).hasSize(1);
    }

    @Test
    void aPlaceThatIsUsedAsItIsIsGivenNeitherFilesNorScripts() {
        wants(new Carried(List.of(".env"), List.of()), Optional.of(SCRIPTS));

        SessionId id = create("otter", WorkspacePlan.Kind.IN_PLACE).id();
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);

        assertThat(session(id).wanted().outfit().carried()).isEqualTo(Carried.NOTHING);
        assertThat(world.bench.runs).isEmpty();
    }

    @Test
    void aWorkspaceIsSavedThenTornDownThenRemoved() throws IOException {
        wantsScripts();
        world.bench.trust(SCRIPTS);
        SessionId id = live("otter");
        onDisk(id);

        Removal removal = remove(id, Permit.CLEAN_ONLY);

        assertThat(world.bench.runs).extracting(Run::role).containsExactly("setup", "teardown");
        assertThat(world.workspaces.rescues())
                .extracting(rescue -> rescue.reason())
                .contains("before its tear-down");
        assertThat(removal.workspaceRemoved()).isTrue();
        assertThat(removal.teardown()).isEmpty();
    }

    @Test
    void aTearDownThatFailsKeepsTheSessionUnlessItsRemovalIsForced() throws IOException {
        wantsScripts();
        world.bench.trust(SCRIPTS);
        SessionId id = live("otter");
        onDisk(id);
        world.bench.ended = new Ended(false, "ended with exit code 1", "no such container");

        assertThatThrownBy(() -> remove(id, Permit.CLEAN_ONLY))
                .hasMessageContaining("tear-down script scripts/down.sh ended with exit code 1")
                .hasMessageContaining("no such container")
                .hasMessageContaining("--force dirty");
        assertThat(world.fleet().list(TenantId.DEFAULT)).hasSize(1);

        Removal removal = remove(id, Permit.DIRTY);
        assertThat(removal.teardown())
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("no such container"));
        assertThat(world.fleet().list(TenantId.DEFAULT)).isEmpty();
    }

    @Test
    void eachSessionIsLeasedPortsOfItsOwnUntilItIsRemoved() {
        wants(Carried.NOTHING, Optional.empty(), "web", "db");
        world.bench.busy.add(21001);
        SessionId first = live("otter");
        SessionId second = live("heron");

        assertThat(session(first).wanted().outfit().variables())
                .isEqualTo(Map.of("TAGMA_PORT_WEB", "21000", "TAGMA_PORT_DB", "21002"));
        assertThat(session(second).wanted().outfit().ports()).isEqualTo(Map.of("web", 21003, "db", 21004));
        assertThatThrownBy(() -> create("crane", WorkspacePlan.Kind.WORKTREE))
                .hasMessageContaining("No port from 21000-21004 is left for 'web'")
                .hasMessageContaining("sessions.ports");

        world.restartDaemon();
        remove(first, Permit.CLEAN_ONLY);

        assertThat(session(live("crane")).wanted().outfit().ports()).isEqualTo(Map.of("web", 21000, "db", 21002));
    }

    @Test
    void aSessionThatIsRefusedKeepsNoPorts() {
        wants(Carried.NOTHING, Optional.empty(), "web");
        live("otter");

        assertThatThrownBy(() -> create("otter", WorkspacePlan.Kind.WORKTREE)).isInstanceOf(Problem.class);

        assertThat(session(live("heron")).wanted().outfit().ports()).isEqualTo(Map.of("web", 21001));
    }
}
