package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.WorkspacePlan.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTest {

    @TempDir
    Path temporary;

    private Bench bench;

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(temporary.toRealPath());
    }

    private WorkspacePlan plan(Kind kind, Path place, String name, String branch, String base) {
        return new WorkspacePlan(
                bench.session, kind, place, name, Optional.ofNullable(branch), Optional.ofNullable(base));
    }

    private Workspace create(Kind kind, Path place, String branch, String base) {
        return bench.workspaces().create(plan(kind, place, "otter", branch, base));
    }

    @Test
    void worktreesAskedForAtOnceAreAllMadeWhileAnotherGitAddsItsOwn() throws Exception {
        Path repository = bench.repository("project");
        GitWorkspaces workspaces = bench.workspaces();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Workspace>> made = IntStream.range(0, 24)
                    .mapToObj(n -> threads.submit(() -> workspaces.create(bench.plan(repository, "otter-" + n))))
                    .toList();
            for (int n = 0; n < 24; n++) {
                // It may die of a half-made worktree of ours, as git does.
                bench.tryGit(repository, "worktree", "add", "-q", "--detach", "../other-" + n);
                assertThat(Path.of(made.get(n).get().path()).resolve("README")).hasContent("hello\n");
            }
        }
    }

    @Test
    void makesALockedWorktreeOnABranchOfItsOwn() {
        Path repository = bench.repository("project");

        Workspace made = bench.worktree(repository, "calm-otter");

        Path path = Path.of(made.path());
        assertThat(path).hasParent(path.getParent()).endsWithRaw(Path.of("calm-otter"));
        assertThat(path.getParent().getFileName().toString()).matches("project-[0-9a-f]{8}");
        assertThat(path.resolve("README")).hasContent("hello\n");
        assertThat(made)
                .isEqualTo(new Workspace(
                        Workspace.Kind.WORKTREE,
                        path.toString(),
                        Optional.of(repository.toString()),
                        Optional.of("calm-otter"),
                        Optional.of(bench.git(repository, "rev-parse", "HEAD")),
                        true));
        assertThat(bench.git(repository, "worktree", "list", "--porcelain")).contains("locked Tagma session");
        assertThat(bench.git(path, "status", "--porcelain")).isEmpty();
    }

    @Test
    void beginsANewBranchAtABranchATagOrACommit() {
        Path repository = bench.repository("project");
        String first = bench.git(repository, "rev-parse", "HEAD");
        bench.git(repository, "tag", "-a", "v1", "-m", "one");
        bench.git(repository, "commit", "-q", "--allow-empty", "-m", "second");

        assertThat(create(Kind.WORKTREE, repository, "a", "v1").base()).contains(first);
        assertThat(bench.workspaces()
                        .create(plan(Kind.WORKTREE, repository, "two", "b", first.substring(0, 10)))
                        .base())
                .contains(first);
        assertThat(bench.workspaces()
                        .create(plan(Kind.WORKTREE, repository, "three", "c", "a"))
                        .base())
                .contains(first);
    }

    @Test
    void aMissingBaseIsRefusedWithWhatIsNear() {
        Path repository = bench.repository("project");
        bench.git(repository, "branch", "release-2.0");

        assertThatThrownBy(() -> create(Kind.WORKTREE, repository, null, "release-2.1"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("'release-2.1'")
                .hasMessageContaining("near it are release-2.0");
        assertThat(bench.git(repository, "branch", "--list", "otter")).isEmpty();
    }

    @Test
    void adoptsABranchThatExists() {
        Path repository = bench.repository("project");
        bench.git(repository, "switch", "-qc", "feature");
        bench.git(repository, "commit", "-q", "--allow-empty", "-m", "begun");
        String tip = bench.git(repository, "rev-parse", "HEAD");
        bench.git(repository, "switch", "-q", "main");

        Workspace made = create(Kind.AUTOMATIC, repository, "feature", null);

        assertThat(made.branch()).contains("feature");
        assertThat(made.base()).contains(tip);
        assertThat(bench.git(Path.of(made.path()), "rev-parse", "HEAD")).isEqualTo(tip);
    }

    @Test
    void aWorktreeThatCannotBeIsRefusedBeforeItIsTried() {
        Path repository = bench.repository("project");
        var workspaces = bench.workspaces();

        assertThatThrownBy(() ->
                        workspaces.requirePossible(plan(Kind.AUTOMATIC, repository, "otter", null, "release-2.1")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("'release-2.1'");
        assertThatThrownBy(() -> workspaces.requirePossible(plan(Kind.WORKTREE, repository, "otter", "main", null)))
                .hasMessageContaining("'main' is checked out in " + repository);
        assertThatThrownBy(() -> workspaces.requirePossible(
                        plan(Kind.AUTOMATIC, repository.resolve("README"), "otter", null, null)))
                .hasMessageContaining("is not a directory");
    }

    @Test
    void aBranchInUseIsRefusedNamingTheWorktreeThatHasIt() {
        Path repository = bench.repository("project");

        assertThatThrownBy(() -> create(Kind.WORKTREE, repository, "main", null))
                .hasMessageContaining("'main' is checked out in " + repository)
                .hasMessageContaining("name another branch")
                .extracting(e -> ((WorkspaceException) e).kind())
                .isEqualTo(WorkspaceException.Kind.REFUSED);
    }

    @Test
    void aBranchThatOneRemoteHasIsTakenFromThere() {
        Path origin = bench.repository("origin");
        bench.git(origin, "branch", "shared");
        bench.git(bench.directory, "clone", "-q", origin.toString(), "clone");

        Workspace made = create(Kind.WORKTREE, bench.directory.resolve("clone"), "shared", null);

        assertThat(bench.git(Path.of(made.path()), "rev-parse", "--abbrev-ref", "shared@{upstream}"))
                .isEqualTo("origin/shared");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-rf", "a b", "a..b", "HEAD", "x.lock", ""})
    void aNameThatNoBranchCanHaveIsRefused(String branch) {
        Path repository = bench.repository("project");

        assertThatThrownBy(() -> create(Kind.WORKTREE, repository, branch, null))
                .hasMessageContaining("cannot be the name of a branch");
    }

    @Test
    void aRepositoryWithoutCommitsIsUsedInPlaceOrRefusedWithTheNextStep() {
        Path repository = bench.emptyRepository("fresh");

        assertThat(create(Kind.AUTOMATIC, repository, null, null))
                .isEqualTo(new Workspace(
                        Workspace.Kind.DIRECTORY,
                        repository.toString(),
                        Optional.of(repository.toString()),
                        Optional.of("main"),
                        Optional.empty(),
                        false));
        assertThatThrownBy(() -> create(Kind.WORKTREE, repository, null, null))
                .hasMessageContaining("has no commit yet")
                .hasMessageContaining("git commit --allow-empty");
    }

    @Test
    void aPlainDirectoryIsUsedInPlaceOrRefused() throws IOException {
        Path plain = Files.createDirectory(bench.directory.resolve("plain"));

        assertThat(create(Kind.AUTOMATIC, plain, null, null))
                .isEqualTo(new Workspace(
                        Workspace.Kind.DIRECTORY,
                        plain.toString(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false));
        assertThatThrownBy(() -> create(Kind.WORKTREE, plain, null, null)).hasMessageContaining("no git repository");
    }

    @Test
    void whatIsNoDirectoryIsRefused() {
        Path repository = bench.repository("project");

        assertThatThrownBy(() -> create(Kind.AUTOMATIC, repository.resolve("README"), null, null))
                .hasMessageContaining("is not a directory");
        assertThatThrownBy(() -> create(Kind.AUTOMATIC, repository.resolve("nowhere"), null, null))
                .hasMessageContaining("There is no directory");
    }

    @Test
    void inPlaceRefusesABranchOrABaseItWouldHaveToSwitchTo() {
        Path repository = bench.repository("project");

        assertThat(create(Kind.IN_PLACE, repository, "main", null).owned()).isFalse();
        assertThatThrownBy(() -> create(Kind.IN_PLACE, repository, "other", null))
                .hasMessageContaining("leave out");
        assertThatThrownBy(() -> create(Kind.IN_PLACE, repository, null, "main"))
                .hasMessageContaining("leave out");
    }

    @Test
    void makesWorktreesOfABareRepository() {
        Path origin = bench.repository("origin");
        bench.git(bench.directory, "clone", "-q", "--bare", origin.toString(), "bare.git");

        Workspace made = create(Kind.AUTOMATIC, bench.directory.resolve("bare.git"), null, null);

        assertThat(made.kind()).isEqualTo(Workspace.Kind.WORKTREE);
        assertThat(made.repository())
                .contains(bench.directory.resolve("bare.git").toString());
        assertThat(Path.of(made.path(), "README")).hasContent("hello\n");
        assertThat(Path.of(made.path()).getParent().getFileName().toString()).startsWith("bare-");
    }

    @Test
    void makesWorktreesFromASubdirectoryOrAnotherWorktree() throws IOException {
        Path repository = bench.repository("project");
        Path below = Files.createDirectories(repository.resolve("deep/er"));

        Workspace first = create(Kind.AUTOMATIC, below, "one", null);
        bench.git(Path.of(first.path()), "commit", "-q", "--allow-empty", "-m", "ahead");
        Workspace second = bench.workspaces().create(plan(Kind.AUTOMATIC, Path.of(first.path()), "second", null, null));

        assertThat(first.repository()).contains(repository.toString());
        assertThat(second.repository()).contains(repository.toString());
        assertThat(second.base()).contains(bench.git(Path.of(first.path()), "rev-parse", "HEAD"));
    }

    @Test
    void makesAWorktreeOfASubmodule() {
        Path library = bench.repository("library");
        Path repository = bench.repository("project");
        bench.git(repository, "submodule", "--quiet", "add", library.toString(), "lib");

        Workspace made = create(Kind.AUTOMATIC, repository.resolve("lib"), null, null);

        assertThat(Path.of(made.path(), "README")).hasContent("hello\n");
        assertThat(bench.git(Path.of(made.path()), "rev-parse", "--show-toplevel"))
                .isEqualTo(made.path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"with spaces", "new\nline", "ünïcödé", "-rf", "quo\"te"})
    void placesMayHaveAnyName(String name) {
        Path repository = bench.repository(name);

        Workspace made = bench.worktree(repository, "otter");

        assertThat(Path.of(made.path(), "README")).hasContent("hello\n");
        assertThat(made.repository()).contains(repository.toString());
        assertThat(made.path()).matches("[\\x20-\\x7e]+");
    }

    @Test
    void noHookRuns() throws IOException {
        Path repository = bench.repository("project");
        Path hook = repository.resolve(".git/hooks/post-checkout");
        Bench.write(hook, "#!/bin/sh\ntouch '" + bench.directory + "/hooked'\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));

        bench.worktree(repository, "otter");

        assertThat(bench.directory.resolve("hooked")).doesNotExist();
    }

    @Test
    void repeatingGivesTheSameWorkspaceAndTouchesNothing() {
        Path repository = bench.repository("project");
        Workspace made = bench.worktree(repository, "otter");
        Bench.write(Path.of(made.path(), "README"), "work");
        bench.git(repository, "commit", "-q", "--allow-empty", "-m", "moved on");

        Workspace again = bench.worktree(repository, "otter");

        assertThat(again).isEqualTo(made);
        assertThat(Path.of(made.path(), "README")).hasContent("work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"worktree.branched", "worktree.registered", "worktree.filled"})
    void repeatingAfterACrashMakesItWhole(String step) {
        Path repository = bench.repository("project");
        String base = bench.git(repository, "rev-parse", "HEAD");
        var crashing = bench.workspaces(name -> {
            if (name.equals(step)) {
                throw new IllegalStateException("crash");
            }
        });
        assertThatThrownBy(() -> crashing.create(bench.plan(repository, "otter")))
                .hasMessage("crash");

        Workspace made = bench.worktree(repository, "otter");

        assertThat(made.base()).contains(base);
        assertThat(bench.git(Path.of(made.path()), "status", "--porcelain")).isEmpty();
        assertThat(Path.of(made.path(), "README")).hasContent("hello\n");
    }

    @Test
    void aHalfMadeWorktreeWhoseDirectoryIsGoneIsMadeAnew() {
        Path repository = bench.repository("project");
        Workspace made = bench.worktree(repository, "otter");
        bench.shell(bench.directory, "rm -r '" + made.path() + "'; rm '" + repository + "/.git/worktrees/otter/tagma'");

        assertThat(bench.worktree(repository, "otter")).isEqualTo(made);
        assertThat(Path.of(made.path(), "README")).hasContent("hello\n");
    }

    @Test
    void anotherSessionsNameIsTaken() {
        Path repository = bench.repository("project");
        bench.worktree(repository, "otter");
        var other = new WorkspacePlan(
                new SessionId(UUID.randomUUID()),
                Kind.AUTOMATIC,
                repository,
                "otter",
                Optional.of("another"),
                Optional.empty());

        assertThatThrownBy(() -> bench.workspaces().create(other)).hasMessageContaining("choose another name");
    }
}
