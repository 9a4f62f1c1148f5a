package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.Workspaces.Permit;
import dev.tagma.spi.workspace.Workspaces.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralRepositoriesTest {

    @TempDir
    Path temporary;

    private Bench bench;
    private Path api;
    private Path web;

    @BeforeEach
    void makeRepositories() throws IOException {
        bench = new Bench(temporary.toRealPath());
        api = bench.repository("api");
        web = bench.repository("web");
    }

    private WorkspacePlan plan(SessionId session, WorkspacePlan.Kind kind, String name, Beside... beside) {
        return new WorkspacePlan(
                session,
                kind,
                api,
                name,
                Optional.empty(),
                Optional.empty(),
                Contents.USUAL,
                Carried.NOTHING,
                Optional.empty(),
                List.of(beside));
    }

    private WorkspacePlan plan(WorkspacePlan.Kind kind, Beside... beside) {
        return plan(bench.session, kind, "otter", beside);
    }

    private static Beside beside(Path place) {
        return new Beside(place.toString(), Optional.empty(), Optional.empty());
    }

    private Workspace made() {
        return bench.workspaces().create(plan(WorkspacePlan.Kind.AUTOMATIC, beside(web)));
    }

    private void refused(WorkspacePlan plan, String... said) {
        for (boolean really : List.of(false, true)) {
            assertThatThrownBy(() -> {
                        if (really) {
                            bench.workspaces().create(plan);
                        } else {
                            bench.workspaces().requirePossible(plan);
                        }
                    })
                    .isInstanceOfSatisfying(
                            WorkspaceException.class,
                            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.REFUSED))
                    .hasMessageContainingAll(said);
        }
        nothingIsLeft();
    }

    private void nothingIsLeft() {
        for (Path repository : List.of(api, web)) {
            assertThat(bench.git(repository, "worktree", "list").lines()).hasSize(1);
        }
        assertThat(bench.shell(bench.directory, "[ ! -d worktrees ] || find worktrees -mindepth 2"))
                .isEmpty();
        assertThat(bench.shell(bench.directory, "[ ! -d state/removals ] || ls -A state/removals"))
                .isEmpty();
    }

    private static Path at(Workspace made, String name) {
        return Path.of(made.path()).resolve(name);
    }

    private static void commit(Bench bench, Path place, String file) {
        Bench.write(place.resolve(file), file);
        bench.git(place, "add", ".");
        bench.git(place, "commit", "-qm", file);
    }

    @Test
    void eachIsOnTheSameBranchAndBeginsAtItsOwnBase() {
        bench.git(web, "switch", "-qc", "next");
        commit(bench, web, "later");
        bench.git(web, "switch", "-q", "main");

        Workspace made = bench.workspaces()
                .create(plan(
                        WorkspacePlan.Kind.AUTOMATIC,
                        new Beside(web.toString(), Optional.of("front"), Optional.of("next"))));

        assertThat(bench.git(at(made, "api"), "branch", "--show-current")).isEqualTo("otter");
        assertThat(bench.git(at(made, "front"), "branch", "--show-current")).isEqualTo("otter");
        assertThat(at(made, "front").resolve("later")).exists();
        assertThat(made.members()).extracting(Workspace::name).containsExactly("api", "front");
        assertThat(made.members().getLast().base()).contains(bench.git(web, "rev-parse", "next"));
        assertThat(made.members().getLast().repository()).contains(web.toString());
    }

    @Test
    void aRepositoryInsideAnotherIsOneOfItsOwn() {
        Path inner = bench.repository("web/inner");

        Workspace made = bench.workspaces().create(plan(WorkspacePlan.Kind.AUTOMATIC, beside(web), beside(inner)));

        assertThat(made.members()).extracting(Workspace::name).containsExactly("api", "web", "inner");
        assertThat(at(made, "inner/README")).hasContent("hello");
        assertThat(at(made, "web/inner")).doesNotExist();
    }

    @Test
    void aNameThatNoShellLikesIsChangedAndTwoThatAreAlikeAreRefused() throws IOException {
        Path odd = bench.repository("größe und mehr");
        Workspace made = bench.workspaces().create(plan(WorkspacePlan.Kind.AUTOMATIC, beside(odd)));
        assertThat(made.members().getLast().name()).matches("gr-e-und-mehr-[0-9a-f]{6}");
        bench.workspaces().remove(bench.session, made, Permit.CLEAN_ONLY);

        Path alike = bench.repository("elsewhere/API");
        refused(
                plan(WorkspacePlan.Kind.AUTOMATIC, beside(alike)),
                api.toString(),
                alike.toString(),
                "would both be called",
                "NAME=PATH");
    }

    @Test
    void whatIsWrongWithOneIsToldWithItsName() throws IOException {
        Path plain = Files.createDirectory(bench.directory.resolve("plain"));
        Path empty = bench.emptyRepository("empty");
        refused(plan(WorkspacePlan.Kind.AUTOMATIC, beside(plain)), plain.toString(), "is in no git repository");
        refused(
                plan(WorkspacePlan.Kind.AUTOMATIC, beside(bench.directory.resolve("none"))),
                "There is no directory",
                "/none");
        refused(
                plan(WorkspacePlan.Kind.AUTOMATIC, beside(empty)),
                "empty: The repository " + empty,
                "has no commit yet");
        refused(
                plan(
                        WorkspacePlan.Kind.AUTOMATIC,
                        new Beside(web.toString(), Optional.empty(), Optional.of("nowhere"))),
                "web: There is no commit 'nowhere' in " + web);
        Bench.write(web.resolve("deep/file"), "x");
        refused(
                plan(WorkspacePlan.Kind.AUTOMATIC, beside(web), beside(web.resolve("deep"))),
                web.resolve("deep").toString(),
                "are both in the repository " + web);
        refused(plan(WorkspacePlan.Kind.IN_PLACE, beside(web)), "Working in place takes " + api);
        bench.git(web, "branch", "otter");
        bench.git(web, "switch", "-q", "otter");
        refused(plan(WorkspacePlan.Kind.AUTOMATIC, beside(web)), "web: The branch 'otter' is checked out in " + web);
        assertThat(bench.git(api, "branch", "--list", "otter")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkspacePlan.Kind.class,
            names = {"WORKTREE", "CLONE"})
    void whenTheLastCannotBeFilledTheFirstGoesAgainAndItsBranchToo(WorkspacePlan.Kind kind) {
        Bench.write(web.resolve("secret"), "x");
        bench.shell(web, "ln -s /tmp away");
        Beside broken = beside(web).with(Contents.USUAL, new Carried(List.of("away/anything"), List.of()));

        assertThatThrownBy(() -> bench.workspaces().create(plan(kind, broken)))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageStartingWith("web: ");

        nothingIsLeft();
        assertThat(bench.git(api, "branch", "--list", "otter")).isEmpty();
        assertThat(bench.git(web, "branch", "--list", "otter")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worktree.branched",
                "worktree.registered",
                "worktree.filled",
                "worktree.carried",
                "several.added"
            })
    void aCrashAtAnyStepOfEitherIsMadeGood(String step) {
        for (int time = 1; time <= 2; time++) {
            int crashAt = time;
            int[] reached = {0};
            var crashing = bench.workspaces(name -> {
                if (name.equals(step) && ++reached[0] == crashAt) {
                    throw new IllegalStateException("crash");
                }
            });
            WorkspacePlan plan = plan(bench.session, WorkspacePlan.Kind.AUTOMATIC, "otter-" + time, beside(web));
            assertThatThrownBy(() -> crashing.create(plan)).hasMessage("crash");

            Workspace made = bench.workspaces().create(plan);

            assertThat(bench.workspaces().status(made).clean()).isTrue();
            assertThat(at(made, "api/README")).hasContent("hello");
            assertThat(at(made, "web/README")).hasContent("hello");
            bench.workspaces().remove(bench.session, made, Permit.CLEAN_ONLY);
            nothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clone.copied", "clone.filled", "clone.ready", "several.added"})
    void aCrashBetweenTwoClonesIsMadeGood(String step) {
        int[] reached = {0};
        var crashing = bench.workspaces(name -> {
            if (name.equals(step) && ++reached[0] == 2) {
                throw new IllegalStateException("crash");
            }
        });
        WorkspacePlan plan = plan(WorkspacePlan.Kind.CLONE, beside(web));
        assertThatThrownBy(() -> crashing.create(plan)).hasMessage("crash");

        Workspace made = bench.workspaces().create(plan);

        assertThat(made.members()).extracting(Workspace::kind).containsOnly(Workspace.Kind.CLONE);
        assertThat(at(made, "web/.git")).isDirectory();
        bench.workspaces().remove(bench.session, made, Permit.CLEAN_ONLY);
        nothingIsLeft();
    }

    @Test
    void eachIsAskedForItsCommitsAndItsOperations() {
        Workspace made = made();
        commit(bench, at(made, "web"), "work");
        assertThat(bench.workspaces().status(made).unpushed()).isEqualTo(1);
        assertThat(bench.workspaces().unmerged(made)).isEqualTo(1);
        assertThatThrownBy(() -> bench.workspaces().requireRemovable(made, Permit.CLEAN_ONLY))
                .hasMessageContaining("1 commit that is on no other branch");
        bench.git(web, "merge", "-q", "otter");
        assertThat(bench.workspaces().unmerged(made)).isZero();

        commit(bench, at(made, "api"), "one");
        bench.git(at(made, "api"), "switch", "-qc", "other", "HEAD~");
        Bench.write(at(made, "api/one"), "another");
        bench.git(at(made, "api"), "add", ".");
        bench.git(at(made, "api"), "commit", "-qm", "conflict");
        bench.tryGit(at(made, "api"), "merge", "otter");

        assertThat(bench.workspaces().status(made).operation()).contains("merge in api");
        assertThat(bench.workspaces().status(made).branch()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkspacePlan.Kind.class,
            names = {"WORKTREE", "CLONE"})
    void whatWasStagedAndCommittedInEachComesBackAlsoWhereItsBranchIsGone(WorkspacePlan.Kind kind) {
        Workspace made = bench.workspaces().create(plan(kind, beside(web)));
        for (String name : List.of("api", "web")) {
            commit(bench, at(made, name), "committed-" + name);
            Bench.write(at(made, name + "/staged-" + name), "staged");
            bench.git(at(made, name), "add", ".");
            Bench.write(at(made, name + "/loose-" + name), "loose");
        }
        Bench.write(at(made, "notes.md"), "mine");
        String before = bench.fingerprint(Path.of(made.path()));

        Rescue rescue = bench.workspaces().remove(bench.session, made, Permit.DIRTY);
        nothingIsLeft();
        for (Path repository : List.of(api, web)) {
            bench.tryGit(repository, "branch", "-qD", "otter");
            bench.git(repository, "gc", "-q", "--prune=now");
        }
        Restored restored = bench.workspaces().restore(rescue, Path.of(made.path()));

        assertThat(bench.fingerprint(Path.of(made.path()))).isEqualTo(before);
        for (String name : List.of("api", "web")) {
            assertThat(bench.git(at(made, name), "log", "-1", "--format=%s")).isEqualTo("committed-" + name);
            assertThat(bench.git(at(made, name), "status", "--porcelain"))
                    .isEqualTo("A  staged-" + name + "\n?? loose-" + name);
        }
        if (kind == WorkspacePlan.Kind.WORKTREE) {
            assertThat(restored.notes()).hasSize(2).allMatch(note -> note.contains("'otter' is gone"));
        }
        assertThat(bench.workspaces().status(made).dirty()).contains("notes.md", "api/loose-api", "web/staged-web");
    }

    @Test
    void aRescueComesBackElsewhereAsWorktreesOfTheirRepositories() {
        Workspace made = made();
        Bench.write(at(made, "web/work"), "precious");
        Rescue rescue = bench.workspaces().rescue(bench.session, made, "because");
        Path copy = bench.directory.resolve("copy");

        Restored restored = bench.workspaces().restore(rescue, copy);

        assertThat(restored.notes()).hasSize(2).allMatch(note -> note.contains("checked out in"));
        assertThat(bench.git(copy.resolve("web"), "status", "--porcelain")).isEqualTo("?? work");
        assertThat(bench.git(copy.resolve("api"), "status", "--porcelain")).isEmpty();
        assertThat(bench.git(web, "worktree", "list").lines()).hasSize(3);
        assertThat(bench.git(at(made, "web"), "status", "--porcelain")).isEqualTo("?? work");
    }

    @Test
    void aRescueComesBackOverTheWorkspaceAlsoWhereOneOfThemWasDeleted() {
        Workspace made = made();
        Bench.write(at(made, "web/work"), "precious");
        bench.git(at(made, "web"), "add", ".");
        Rescue rescue = bench.workspaces().rescue(bench.session, made, "because");
        bench.shell(Path.of(made.path()), "rm -r web");
        Bench.write(at(made, "api/README"), "worse");
        assertThat(bench.workspaces().status(made).dirty()).containsExactlyInAnyOrder("web", "api/README");

        bench.workspaces().restore(rescue, Path.of(made.path()));

        assertThat(bench.git(at(made, "web"), "status", "--porcelain")).isEqualTo("A  work");
        assertThat(bench.workspaces().status(made).dirty()).containsExactly("web/work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rescue.written", "rescue.verified", "remove.begun", "remove.aside", "remove.compared"})
    void aCrashBeforeTheDeletionLeavesAllOfThem(String step) {
        Workspace made = made();
        Bench.write(at(made, "web/work"), "precious");
        String before = bench.fingerprint(Path.of(made.path()));
        crash(made, step);

        bench.workspaces().recoverInterruptedRemovals();

        assertThat(bench.fingerprint(Path.of(made.path()))).isEqualTo(before);
        assertThat(bench.git(at(made, "web"), "status", "--porcelain")).isEqualTo("?? work");
        bench.workspaces().remove(bench.session, made, Permit.DIRTY);
        nothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove.deleting", "remove.deleted", "remove.unregistered"})
    void aCrashDuringTheDeletionIsFinishedForAllOfThem(String step) {
        Workspace made = made();
        Bench.write(at(made, "web/work"), "precious");
        crash(made, step);

        assertThat(bench.workspaces().recoverInterruptedRemovals())
                .singleElement()
                .asString()
                .contains("was finished");

        nothingIsLeft();
        bench.workspaces().restore(bench.workspaces().rescues().getFirst(), Path.of(made.path()));
        assertThat(at(made, "web/work")).hasContent("precious");
        assertThat(bench.git(at(made, "api"), "status", "--porcelain")).isEmpty();
    }

    private void crash(Workspace made, String step) {
        var crashing = bench.workspaces(name -> {
            if (name.equals(step)) {
                throw new IllegalStateException("crash");
            }
        });
        assertThatThrownBy(() -> crashing.remove(bench.session, made, Permit.ALL))
                .hasMessage("crash");
    }

    /** git calls the worktrees of two sessions by names that differ in a number, and gives free ones away again. */
    @Test
    void aRegistrationThatAnotherSessionHasByNowIsLeftAlone() {
        Workspace made = made();
        crash(made, "remove.deleted");
        bench.shell(api, "rm -r .git/worktrees/api");
        var other = new SessionId(UUID.randomUUID());
        Workspace its = bench.workspaces().create(plan(other, WorkspacePlan.Kind.AUTOMATIC, "heron", beside(web)));
        assertThat(bench.shell(api, "cat .git/worktrees/api/gitdir")).contains("heron");

        bench.workspaces().recoverInterruptedRemovals();

        assertThat(bench.workspaces().unfinishedRemovals()).isEmpty();
        assertThat(bench.git(at(its, "api"), "status", "--porcelain")).isEmpty();
        assertThat(bench.git(at(its, "web"), "status", "--porcelain")).isEmpty();
        assertThat(bench.git(web, "worktree", "list").lines()).hasSize(2);
    }

    @Test
    void aDirectoryThatVanishedIsUnregisteredInEveryRepositoryAndWhatWasStagedIsSaved() {
        Workspace made = made();
        Bench.write(at(made, "web/README"), "staged");
        bench.git(at(made, "web"), "add", ".");
        bench.shell(bench.directory, "rm -r '" + made.path() + "'");
        assertThat(bench.workspaces().status(made).exists()).isFalse();

        Rescue rescue = bench.workspaces().remove(bench.session, made, Permit.CLEAN_ONLY);

        nothingIsLeft();
        bench.git(web, "gc", "-q", "--prune=now");
        bench.workspaces().restore(rescue, Path.of(made.path()));
        assertThat(bench.git(at(made, "web"), "diff", "--cached")).contains("+staged");
    }

    @Test
    void oneThatWasDeletedIsMadeAgainAndTheOthersKeepTheirWork() {
        Workspace made = made();
        Bench.write(at(made, "api/work"), "precious");
        bench.shell(Path.of(made.path()), "rm -r web");

        WorkspacePlan plan = plan(WorkspacePlan.Kind.AUTOMATIC, beside(web));
        assertThat(bench.workspaces().create(plan)).isEqualTo(made);

        assertThat(at(made, "api/work")).hasContent("precious");
        assertThat(at(made, "web/README")).hasContent("hello");
    }

    @Test
    void whatSomebodyElseHasAtThePlaceIsLeftAlone() {
        Workspace alone = bench.workspaces()
                .create(new WorkspacePlan(
                        new SessionId(UUID.randomUUID()),
                        WorkspacePlan.Kind.WORKTREE,
                        api,
                        "otter",
                        Optional.of("alone"),
                        Optional.empty()));

        assertThatThrownBy(this::made).hasMessageContaining("is taken already");

        assertThat(bench.git(Path.of(alone.path()), "status", "--porcelain")).isEmpty();
        assertThat(bench.git(web, "branch", "--list", "otter")).isEmpty();
    }

    @Test
    void aManifestNamesTheRepositoryOfEachPartAndAnOwnerThatGaveItAwayRemovesNothing() {
        Workspace made = made();

        Rescue rescue = bench.workspaces().remove(bench.session, made.disowned(), Permit.ALL);

        assertThat(at(made, "web/README")).exists();
        assertThat(bench.workspaces().manifest(rescue)).contains("git:api", "git:web", "member WORKTREE");
    }
}
