package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Fleet.Reclaim;
import dev.tagma.engine.Fleet.Tree;
import dev.tagma.engine.Problem;
import dev.tagma.engine.fleet.Projects.Fitting;
import dev.tagma.engine.fleet.Projects.Wishes;
import dev.tagma.spi.workspace.WorkspacePlan;
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

/** Sessions whose workspace is of several repositories, from their creation to whoever has their work at last. */
final class SeveralRepositoriesTest {

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private Path api;
    private Path web;

    @BeforeEach
    void begin() throws IOException {
        world = new PuppetFleet(directory.resolve("state"));
        api = Files.createDirectory(directory.resolve("api"));
        web = Files.createDirectory(directory.resolve("web"));
        world.workspaces.addRepository(api, Map.of("a.txt", "12345"));
        world.workspaces.addRepository(web, Map.of("w.txt", "123"));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private SessionId live() {
        SessionId id = world.fleet()
                .create(
                        PuppetFleet.ANNA,
                        wanted(new Beside(web.toString(), Optional.empty(), Optional.of("next")))
                                .session())
                .session()
                .id();
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        return id;
    }

    private Wanted wanted(Beside... beside) {
        return new Wanted()
                .handle(Optional.of("otter"))
                .at(api)
                .workspace(WorkspacePlan.Kind.AUTOMATIC)
                .with(beside)
                .started();
    }

    private Session session(SessionId id) {
        return world.view(id).session();
    }

    @Test
    void theWorkspaceHasAllOfThem() {
        SessionId id = live();

        Workspace workspace = session(id).workspace();
        assertThat(workspace.kind()).isEqualTo(Workspace.Kind.SEVERAL);
        assertThat(workspace.members()).extracting(Workspace::name).containsExactly("api", "web");
        assertThat(session(id).wanted().beside())
                .singleElement()
                .satisfies(beside -> assertThat(beside.base()).contains("next"));
    }

    @Test
    void eachHasTheFilesThatItsOwnProjectWantsAndNoneButTheFirstRunsAnything() {
        Scripts scripts = new Scripts(web.toString(), Optional.of(new Script("up.sh", "rm -r /\n")), Optional.empty());
        Fitting fitting = new Fitting(
                new Contents(List.of("src"), false),
                new Carried(List.of(".env"), List.of()),
                Optional.of(scripts),
                List.of("port"));
        world.projects =
                place -> place.equals(web) ? new Wishes(Optional.empty(), Optional.empty(), fitting) : Wishes.NONE;

        SessionId id = live();

        Session.WantedWorkspace wanted = session(id).wanted();
        assertThat(wanted.beside().getFirst().contents()).isEqualTo(fitting.contents());
        assertThat(wanted.beside().getFirst().carried()).isEqualTo(fitting.carried());
        assertThat(wanted.outfit().scripts()).isEmpty();
        assertThat(wanted.outfit().ports()).isEmpty();
    }

    @Test
    void submodulesOfAnyAreClonedOnlyFromWhereSomebodyHasLooked() {
        Scripts addresses = new Scripts(
                web.toString(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Script(".gitmodules", "url = x\n")));
        Fitting fitting =
                new Fitting(new Contents(List.of(), true), Carried.NOTHING, Optional.of(addresses), List.of());
        world.projects =
                place -> place.equals(web) ? new Wishes(Optional.empty(), Optional.empty(), fitting) : Wishes.NONE;

        assertThatThrownBy(this::live)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("clones submodules")
                .hasMessageContaining("tagma trust " + web);

        world.fleet().trust(PuppetFleet.ANNA, web, addresses.id());
        assertThat(session(live()).wanted().beside().getFirst().contents().submodules())
                .isTrue();
    }

    @Test
    void whatCannotBeOneOfThemIsRefusedBeforeThereIsASession() {
        Beside nowhere = new Beside(directory.resolve("none").toString(), Optional.empty(), Optional.empty());

        assertThatThrownBy(() ->
                        world.fleet().create(PuppetFleet.ANNA, wanted(nowhere).session()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("none");

        assertThat(live()).isNotNull();
    }

    @Test
    void theyAreReclaimedOnlyTogetherAndComeBackWhereTheyWere() {
        SessionId id = live();
        Workspace before = session(id).workspace();
        world.workspaces.write(before, "web/draft", "mine");
        world.fleet().stop(PuppetFleet.ANNA, id);
        assertThat(reclaim())
                .singleElement()
                .satisfies(tree -> assertThat(tree.stays()).contains("not committed: web/draft"));
        world.workspaces.delete(before, "web/draft");

        assertThat(reclaim())
                .singleElement()
                .satisfies(tree -> assertThat(tree.rescue()).isPresent());
        world.fleet().start(PuppetFleet.ANNA, id);
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);

        assertThat(session(id).workspace()).isEqualTo(before);
        assertThat(world.workspaces.status(before).exists()).isTrue();
    }

    private List<Tree> reclaim() {
        return world.fleet().reclaim(PuppetFleet.ANNA, new Reclaim(true, false));
    }

    @Test
    void whatIsNowhereElseIsToldWithTheRepositoryThatItIsIn() {
        SessionId id = live();
        world.workspaces.write(session(id).workspace(), "web/draft", "mine");
        world.workspaces.write(session(id).workspace(), "notes", "mine");

        assertThat(UnsavedWork.text(world.workspaces.status(session(id).workspace())))
                .isEqualTo("in web 1 changed or untracked path(s), 0 commit(s) on no other branch; notes");
    }

    @Test
    void whoTakesTheWorkOverHasThemAllAndTheFormerSessionRemovesNone() {
        SessionId id = live();
        Workspace before = session(id).workspace();

        SessionId heir = world.fleet()
                .handOff(
                        PuppetFleet.ANNA,
                        id,
                        new Handoff(
                                Optional.empty(),
                                Optional.of("heir"),
                                Optional.empty(),
                                Optional.of("opus"),
                                Optional.empty(),
                                Optional.empty(),
                                true))
                .to()
                .session()
                .id();

        assertThat(session(heir).workspace()).isEqualTo(before);
        assertThat(session(heir).wanted().beside()).hasSize(1);
        assertThat(session(id).workspace().owned()).isFalse();
        assertThat(session(id).workspace().members()).hasSize(2).noneMatch(Workspace::owned);
    }
}
