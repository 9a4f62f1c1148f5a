package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.WorkspacePlan.Kind;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a repository a workspace has: parts of it, and its submodules. */
class ContentsTest {

    @TempDir
    Path temporary;

    private Bench bench;
    private Path repository;
    private Path library;

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(temporary.toRealPath());
        repository = bench.repository("project");
        library = bench.repository("library");
        for (String name : List.of("src/a", "src/deep/b", "docs/c", "large/d")) {
            Bench.write(repository.resolve(name), name + "\n");
        }
        bench.git(repository, "submodule", "--quiet", "add", library.toString(), "src/lib");
        bench.git(repository, "submodule", "--quiet", "add", library.toString(), "large/lib");
        bench.git(repository, "add", ".");
        bench.git(repository, "commit", "-qm", "files");
    }

    private Workspace made(Kind kind, Contents contents) {
        return bench.workspaces()
                .create(new WorkspacePlan(
                        bench.session,
                        kind,
                        repository,
                        "otter",
                        Optional.empty(),
                        Optional.empty(),
                        contents,
                        Carried.NOTHING));
    }

    private String files(Path tree) {
        return bench.shell(tree, "find . -name .git -prune -o -type f -print | LC_ALL=C sort | tr '\\n' ' '");
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKTREE", "CLONE"})
    void onlyWhatIsWantedIsThereAndTheRestIsNoWork(Kind kind) {
        Workspace made = made(kind, new Contents(List.of("src"), false));

        assertThat(files(Path.of(made.path()))).isEqualTo("./.gitmodules ./README ./src/a ./src/deep/b");
        assertThat(bench.workspaces().status(made).clean()).isTrue();
        assertThat(files(repository)).contains("./large/d");
        assertThat(bench.git(repository, "status", "--porcelain")).isEmpty();
    }

    @Test
    void whatIsCommittedInAPartLeavesTheRestAsItIs() {
        Workspace made = made(Kind.WORKTREE, new Contents(List.of("src"), false));
        Path tree = Path.of(made.path());
        Bench.write(tree.resolve("src/new"), "new\n");
        assertThat(bench.workspaces().diff(made, Optional.empty(), Optional.empty()))
                .contains("+++ b/src/new")
                .doesNotContain("large");
        bench.git(tree, "add", "src/new");
        bench.git(tree, "commit", "-qm", "new");

        assertThat(bench.git(tree, "show", "--stat", "--format=", "HEAD")).contains("1 file changed");
        assertThat(bench.git(tree, "ls-tree", "-r", "--name-only", "HEAD")).contains("large/d");
    }

    @Test
    void aPartIsRescuedRemovedAndRestoredAsThePartItWas() {
        Workspace made = made(Kind.WORKTREE, new Contents(List.of("src"), false));
        Path tree = Path.of(made.path());
        Bench.write(tree.resolve("src/new"), "new\n");
        String before = bench.fingerprint(tree);

        Rescue rescue = bench.workspaces().remove(bench.session, made, Permit.DIRTY);
        bench.workspaces().restore(rescue, tree);

        assertThat(bench.fingerprint(tree)).isEqualTo(before);
        assertThat(bench.workspaces().status(made).dirty()).containsExactly("src/new");
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKTREE", "CLONE"})
    void submodulesAreFilledWhereThatIsWanted(Kind kind) {
        Workspace made = made(kind, new Contents(List.of(), true));

        assertThat(Path.of(made.path(), "src/lib/README")).hasContent("hello\n");
        assertThat(Path.of(made.path(), "large/lib/README")).hasContent("hello\n");
        assertThat(bench.workspaces().status(made).clean()).isTrue();
        assertThat(bench.workspaces().unmerged(made)).isZero();
    }

    @Test
    void otherwiseTheyAreEmpty() {
        Workspace made = made(Kind.WORKTREE, Contents.USUAL);

        assertThat(Path.of(made.path(), "src/lib")).isEmptyDirectory();
    }

    @Test
    void ofAPartItsOwnSubmodulesAreFilled() {
        Workspace made = made(Kind.WORKTREE, new Contents(List.of("src"), true));

        assertThat(Path.of(made.path(), "src/lib/README")).hasContent("hello\n");
        assertThat(Path.of(made.path(), "large")).doesNotExist();
    }

    @Test
    void aSubmoduleThatCannotBeHadLeavesNothing() {
        bench.shell(bench.directory, "mv library moved");
        String before = bench.git(repository, "for-each-ref") + bench.git(repository, "worktree", "list");

        assertThatThrownBy(() -> made(Kind.WORKTREE, new Contents(List.of(), true)))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("git does not fill the submodules")
                .satisfies(failed -> assertThat(failed.getSuppressed()).isEmpty());

        assertThat(bench.git(repository, "for-each-ref") + bench.git(repository, "worktree", "list"))
                .isEqualTo(before);
    }

    @Test
    void workInASubmoduleIsRescuedRemovedAndRestored() {
        Workspace made = made(Kind.WORKTREE, new Contents(List.of(), true));
        Path inner = Path.of(made.path(), "src/lib");
        Bench.write(inner.resolve("work"), "mine\n");
        bench.git(inner, "add", "work");
        bench.git(inner, "commit", "-qm", "mine");

        Rescue rescue = bench.workspaces().remove(bench.session, made, Permit.DIRTY);
        assertThat(Path.of(made.path())).doesNotExist();
        bench.workspaces().restore(rescue, Path.of(made.path()));

        assertThat(inner.resolve("work")).hasContent("mine\n");
        assertThat(bench.git(inner, "log", "-1", "--format=%s")).isEqualTo("mine");
    }

    /** Whoever wrote the repository chose its addresses. */
    @Test
    void anAddressThatRunsAProgramIsRefused() {
        bench.git(
                repository,
                "config",
                "-f",
                ".gitmodules",
                "submodule.src/lib.url",
                "ext::sh -c touch% " + bench.directory + "/ran");
        bench.git(repository, "commit", "-qam", "evil");
        bench.git(repository, "config", "--remove-section", "submodule.src/lib");

        assertThatThrownBy(() -> made(Kind.WORKTREE, new Contents(List.of(), true)))
                .hasMessageContaining("git does not fill the submodules");
        assertThat(bench.directory.resolve("ran")).doesNotExist();
    }

    @Test
    void aPartMayHaveAnyName() {
        Bench.write(repository.resolve("doku/größe/e"), "e\n");
        Bench.write(repository.resolve("資料/f"), "f\n");
        bench.git(repository, "add", ".");
        bench.git(repository, "commit", "-qm", "names");

        Path tree = Path.of(made(Kind.WORKTREE, new Contents(List.of("doku/größe", "資料"), false))
                .path());

        assertThat(tree.resolve("doku/größe/e")).exists();
        assertThat(tree.resolve("資料/f")).exists();
        assertThat(tree.resolve("large")).doesNotExist();
    }

    /** The first of a repository write into what all its worktrees share. */
    @Test
    void severalFirstPartsOfARepositoryAtOnceAreAllMade() throws Exception {
        var workspaces = bench.workspaces();
        try (var sessions = Executors.newVirtualThreadPerTaskExecutor()) {
            var making = new ArrayList<Future<Workspace>>();
            for (int i = 0; i < 6; i++) {
                var plan = new WorkspacePlan(
                        new SessionId(UUID.randomUUID()),
                        Kind.WORKTREE,
                        repository,
                        "otter-" + i,
                        Optional.empty(),
                        Optional.empty(),
                        new Contents(List.of("src"), true),
                        Carried.NOTHING);
                making.add(sessions.submit(() -> workspaces.create(plan)));
            }
            for (Future<Workspace> made : making) {
                assertThat(files(Path.of(made.get().path())))
                        .contains("./src/a")
                        .doesNotContain("large/d");
            }
        }
    }

    @Test
    void aMachineThatDoesNotAnswerIsNotWaitedForWithoutEnd() {
        Path said = ssh("echo \"$@\" >\"$0.said\"; exit 255");

        assertThatThrownBy(() -> made(Kind.WORKTREE, new Contents(List.of(), true)))
                .hasMessageContaining("git does not fill the submodules");

        assertThat(said)
                .content()
                .contains("ConnectTimeout=", "ServerAliveInterval=", "BatchMode=yes", "ControlMaster=no");
    }

    @Test
    void anSshOfOnesOwnIsLeftAsItIs() {
        ssh("exit 255");
        Path own = bench.directory.resolve("own-ssh");
        Bench.write(own, "#!/bin/sh\necho \"$@\" >\"$0.said\"\nexit 255\n");
        bench.shell(bench.directory, "chmod +x own-ssh");
        bench.git(repository, "config", "--global", "core.sshCommand", own.toString());

        assertThatThrownBy(() -> made(Kind.WORKTREE, new Contents(List.of(), true)))
                .hasMessageContaining("git does not fill the submodules");

        assertThat(Path.of(own + ".said")).content().doesNotContain("ConnectTimeout");
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKTREE", "CLONE"})
    void aMakingThatIsInterruptedLeavesNothingAndNoProgramBehind(Kind kind) throws Exception {
        Path said = ssh("echo $$ >\"$0.part\"; mv \"$0.part\" \"$0.said\"; exec sleep 1000");
        String before = bench.git(repository, "for-each-ref") + bench.git(repository, "worktree", "list");
        var making = new FutureTask<>(() -> made(kind, new Contents(List.of(), true)));
        Thread thread = Thread.ofVirtual().start(making);
        await().until(() -> Files.exists(said));
        long waiting = Long.parseLong(Files.readString(said).strip());

        thread.interrupt();

        assertThatThrownBy(making::get)
                .hasCauseInstanceOf(WorkspaceException.class)
                .hasMessageContaining("interrupted");
        await().until(() ->
                ProcessHandle.of(waiting).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(bench.git(repository, "for-each-ref") + bench.git(repository, "worktree", "list"))
                .isEqualTo(before);
        assertThat(bench.shell(bench.directory, "find worktrees -mindepth 2 | wc -l")
                        .strip())
                .isEqualTo("0");
    }

    /** Submodules are had over an ssh that does this; returns the file beside it that says something of its call. */
    private Path ssh(String script) {
        Path tools = bench.directory.resolve("tools");
        Bench.write(tools.resolve("ssh"), "#!/bin/sh\n" + script + "\n");
        bench.shell(tools, "chmod +x ssh");
        bench = bench.withTools(tools);
        for (String name : List.of("src/lib", "large/lib")) {
            bench.git(
                    repository, "config", "-f", ".gitmodules", "submodule." + name + ".url", "ssh://elsewhere/library");
            bench.git(repository, "config", "--remove-section", "submodule." + name);
        }
        bench.git(repository, "commit", "-qam", "elsewhere");
        return tools.resolve("ssh.said");
    }

    /** A clone is made of the repository here, but its submodules are where the repository came from. */
    @ParameterizedTest
    @EnumSource(names = {"WORKTREE", "CLONE"})
    void aRelativeAddressBeginsWhereTheRepositoryIsFrom(Kind kind) {
        bench.shell(bench.directory, "mkdir server; mv library server/library; git clone -q --bare project server/own");
        bench.git(repository, "remote", "add", "origin", bench.directory + "/server/own");
        for (String name : List.of("src/lib", "large/lib")) {
            bench.git(repository, "config", "-f", ".gitmodules", "submodule." + name + ".url", "../library");
            bench.git(repository, "config", "--remove-section", "submodule." + name);
        }
        bench.git(repository, "commit", "-qam", "relative");

        Workspace made = made(kind, new Contents(List.of(), true));

        assertThat(Path.of(made.path(), "src/lib/README")).hasContent("hello\n");
    }
}
