package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.WorkspacePlan.Kind;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workspace that is a repository of its own. */
class CloneTest {

    @TempDir
    Path temporary;

    private Bench bench;
    private Path repository;

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(temporary.toRealPath());
        repository = bench.repository("project");
    }

    private WorkspacePlan plan(SessionId session, Optional<String> branch, Optional<String> base, Carried carried) {
        return new WorkspacePlan(session, Kind.CLONE, repository, "otter", branch, base, carried);
    }

    private WorkspacePlan plan() {
        return plan(bench.session, Optional.empty(), Optional.empty(), Carried.NOTHING);
    }

    private Workspace made() {
        return bench.workspaces().create(plan());
    }

    private String commit(Path place, String name) {
        Bench.write(place.resolve(name), name + "\n");
        bench.git(place, "add", name);
        bench.git(place, "commit", "-qm", name);
        return bench.git(place, "rev-parse", "HEAD");
    }

    @Test
    void itHasOneBranchAndNothingOfItsSourceChanges() {
        bench.git(repository, "branch", "other");
        String before = bench.git(repository, "for-each-ref") + bench.git(repository, "worktree", "list");

        Path path = Path.of(made().path());
        commit(path, "one");

        assertThat(bench.git(path, "branch", "--format=%(refname:short)")).isEqualTo("otter");
        assertThat(bench.git(path, "remote", "get-url", "origin")).isEqualTo(repository.toString());
        assertThat(bench.git(repository, "for-each-ref") + bench.git(repository, "worktree", "list"))
                .isEqualTo(before);
        assertThat(path.resolve(".git/objects/info/alternates")).doesNotExist();
    }

    @Test
    void itsObjectsTakeNoSecondPlace() {
        bench.shell(repository, "head -c 4000000 /dev/urandom > large");
        bench.git(repository, "add", "large");
        bench.git(repository, "commit", "-qm", "large");
        bench.git(repository, "rm", "-q", "large");
        bench.git(repository, "commit", "-qm", "small");
        Workspace made = made();
        Path path = Path.of(made.path());

        assertThat(bench.shell(path, "find .git/objects -type f -size +1000k -links 1"))
                .isEmpty();
        assertThat(bench.shell(path, "find .git/objects -type f -size +1000k")).isNotEmpty();
        assertThat(bench.workspaces().diskUse(made).bytes()).isLessThan(1_000_000);
        bench.shell(repository, "find .git/objects -type f -size +1000k -delete");
        assertThat(bench.workspaces().diskUse(made).bytes())
                .as("what its source has no more is its own")
                .isGreaterThan(4_000_000);
    }

    /** In a clone they are the agent's to make; whoever opens a pipe waits for its other end. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void pipesInPlaceOfOurNotesAreNotOpened() {
        Workspace made = made();
        bench.shell(Path.of(made.path()), "rm -f .git/tagma .git/tagma-carried; mkfifo .git/tagma .git/tagma-carried");

        assertThat(bench.workspaces().status(made).clean()).isTrue();
        assertThatThrownBy(() -> bench.workspaces().create(plan())).hasMessageContaining("is taken already");
    }

    @Test
    void anExistingBranchGoesOnWhereItStands() {
        bench.git(repository, "checkout", "-qb", "feature");
        String tip = commit(repository, "one");
        bench.git(repository, "checkout", "-q", "main");

        Workspace made = bench.workspaces()
                .create(plan(bench.session, Optional.of("feature"), Optional.of("main"), Carried.NOTHING));

        assertThat(bench.git(Path.of(made.path()), "rev-parse", "HEAD")).isEqualTo(tip);
        assertThat(made.base()).contains(bench.git(repository, "rev-parse", "main"));
    }

    /** No branch and no tag has it, so a clone over the wire would not bring it. */
    @Test
    void itMayBeginAtACommitThatNoBranchHas() {
        bench.git(repository, "checkout", "-q", "--detach");
        String lost = commit(repository, "lost");
        bench.git(repository, "checkout", "-q", "main");

        Workspace made =
                bench.workspaces().create(plan(bench.session, Optional.empty(), Optional.of(lost), Carried.NOTHING));

        assertThat(bench.git(Path.of(made.path()), "rev-parse", "HEAD")).isEqualTo(lost);
    }

    @Test
    void ofASessionsWorktreeItClonesTheRepository() {
        Workspace worktree = bench.worktree(repository, "heron");

        Workspace made = bench.workspaces()
                .create(new WorkspacePlan(
                        bench.session,
                        Kind.CLONE,
                        Path.of(worktree.path()),
                        "otter",
                        Optional.empty(),
                        Optional.empty(),
                        Carried.NOTHING));

        assertThat(made.repository()).contains(repository.toString());
        assertThat(Path.of(made.path(), "README")).hasContent("hello\n");
    }

    @Test
    void itIsGivenWhatIsCarriedOverAndWhoCommits() {
        bench.git(repository, "config", "user.email", "project@example.org");
        Bench.write(repository.resolve("notes"), "mine\n");

        Workspace made = bench.workspaces()
                .create(plan(
                        bench.session, Optional.empty(), Optional.empty(), new Carried(List.of("notes"), List.of())));

        assertThat(Path.of(made.path(), "notes")).hasContent("mine\n");
        assertThat(bench.workspaces().status(made).clean()).isTrue();
        assertThat(bench.git(Path.of(made.path()), "config", "user.email")).isEqualTo("project@example.org");
    }

    /** What a person's templates bring into new repositories is run by whoever commits there. */
    @Test
    void noHookComesAlong() {
        Path template = bench.directory.resolve("template");
        Bench.write(template.resolve("hooks/post-checkout"), "#!/bin/sh\ntouch " + bench.directory + "/ran\n");
        bench.shell(template, "chmod +x hooks/post-checkout");
        bench.git(repository, "config", "--global", "init.templateDir", template.toString());
        Bench.write(repository.resolve(".git/hooks/post-checkout"), "#!/bin/sh\ntouch " + bench.directory + "/ran\n");
        bench.shell(repository, "chmod +x .git/hooks/post-checkout");

        Path path = Path.of(made().path());

        assertThat(path.resolve(".git/hooks/post-checkout")).doesNotExist();
        assertThat(bench.directory.resolve("ran")).doesNotExist();
    }

    @Test
    void theNameOfAnotherSessionsWorkspaceIsRefused() {
        made();

        assertThatThrownBy(() -> bench.workspaces()
                        .create(plan(
                                new SessionId(UUID.randomUUID()), Optional.empty(), Optional.empty(), Carried.NOTHING)))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("is taken already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clone.copied", "clone.filled", "clone.ready"})
    void repeatingAfterACrashMakesItWholeAndLeavesNothingElse(String step) {
        var crashing = bench.workspaces(name -> {
            if (name.equals(step)) {
                throw new IllegalStateException("crash");
            }
        });
        assertThatThrownBy(() -> crashing.create(plan())).hasMessage("crash");

        Path path = Path.of(made().path());

        assertThat(path.resolve("README")).hasContent("hello\n");
        assertThat(bench.shell(path.getParent(), "ls -A")).isEqualTo("otter");
    }

    /** Its session may have been removed meanwhile, so that nobody would ask for it again. */
    @Test
    void whatACrashLeftOfItIsGoneAtTheNextStart() {
        var crashing = bench.workspaces(name -> {
            if (name.equals("clone.filled")) {
                throw new IllegalStateException("crash");
            }
        });
        assertThatThrownBy(() -> crashing.create(plan())).hasMessage("crash");
        assertThat(bench.shell(bench.directory, "find worktrees -mindepth 2")).isNotEmpty();

        bench.workspaces().recoverInterruptedRemovals();

        assertThat(bench.shell(bench.directory, "find worktrees -mindepth 2")).isEmpty();
    }

    @Test
    void whatCannotBeGivenItsFilesLeavesNothing() throws IOException {
        Files.createSymbolicLink(repository.resolve("away"), bench.directory);

        assertThatThrownBy(() -> bench.workspaces()
                        .create(plan(
                                bench.session,
                                Optional.empty(),
                                Optional.empty(),
                                new Carried(List.of("away/key"), List.of()))))
                .isInstanceOf(WorkspaceException.class);

        assertThat(bench.shell(bench.directory, "find worktrees -mindepth 2")).isEmpty();
    }

    /** Everything of it goes, so everything of it is saved: commits, branches, the stash, what was staged. */
    @Test
    void aRescueHoldsTheWholeRepository() {
        Workspace made = made();
        Path path = Path.of(made.path());
        String one = commit(path, "one");
        bench.git(path, "checkout", "-qb", "second");
        String two = commit(path, "two");
        Bench.write(path.resolve("README"), "stashed\n");
        bench.git(path, "stash", "-q");
        Bench.write(path.resolve("staged"), "staged\n");
        bench.git(path, "add", "staged");
        String before = bench.fingerprint(path);

        Rescue rescue = bench.workspaces().remove(bench.session, made, Permit.DIRTY);
        assertThat(path).doesNotExist();
        bench.workspaces().restore(rescue, path);

        assertThat(bench.fingerprint(path)).isEqualTo(before);
        assertThat(bench.git(path, "rev-parse", "otter", "second")).isEqualTo(one + "\n" + two);
        assertThat(bench.git(path, "stash", "list")).isNotEmpty();
        assertThat(bench.git(path, "fsck", "--no-progress")).doesNotContain("missing", "broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove.begun", "remove.aside", "remove.deleted"})
    void aRemovalThatACrashInterruptsIsTakenUp(String step) {
        Workspace made = made();
        commit(Path.of(made.path()), "one");
        var crashing = bench.workspaces(name -> {
            if (name.equals(step)) {
                throw new IllegalStateException("crash");
            }
        });
        assertThatThrownBy(() -> crashing.remove(bench.session, made, Permit.DIRTY))
                .hasMessage("crash");
        var next = bench.workspaces();
        next.recoverInterruptedRemovals();
        Rescue rescue = next.remove(bench.session, made, Permit.DIRTY);

        assertThat(Path.of(made.path())).doesNotExist();
        Path back = bench.directory.resolve("back");
        next.restore(rescue, back);
        assertThat(bench.git(back, "log", "-1", "--format=%s")).isEqualTo("one");
    }

    /** All branches of a clone go with it. */
    @Test
    void aCommitOfAnyOfItsBranchesKeepsIt() {
        Workspace made = made();
        Path path = Path.of(made.path());
        bench.git(path, "checkout", "-qb", "second");
        commit(path, "one");
        bench.git(path, "checkout", "-q", "otter");

        assertThat(bench.workspaces().status(made).clean()).isFalse();
        assertThatThrownBy(() -> bench.workspaces().remove(bench.session, made, Permit.CLEAN_ONLY))
                .hasMessageContaining("1 commit that is on no other branch and no remote");
    }

    @Test
    void itIsMergedWhenItsSourceKeepsAllThatItHas() {
        Workspace made = made();
        Path path = Path.of(made.path());
        commit(path, "one");
        assertThat(bench.workspaces().unmerged(made)).isEqualTo(1);

        bench.git(path, "push", "-q", "origin", "otter");
        assertThat(bench.workspaces().unmerged(made)).isEqualTo(1);
        bench.git(repository, "merge", "-q", "otter");
        assertThat(bench.workspaces().unmerged(made)).isZero();

        Bench.write(path.resolve("README"), "stashed\n");
        bench.git(path, "stash", "-q");
        assertThat(bench.workspaces().unmerged(made)).isPositive();
    }

    /** The clone could say of itself whatever it wanted. */
    @Test
    void whatTheCloneTakesForARemoteIsNotBelieved() {
        Workspace made = made();
        Path path = Path.of(made.path());
        String one = commit(path, "one");
        bench.git(path, "update-ref", "refs/remotes/origin/main", one);

        assertThat(bench.workspaces().unmerged(made)).isPositive();
    }

    @Test
    void whatIsNoCloneAnyMoreIsNotRemoved() {
        Workspace made = made();
        bench.shell(Path.of(made.path()), "rm -rf .git; git init -q");

        assertThatThrownBy(() -> bench.workspaces().remove(bench.session, made, Permit.ALL))
                .hasMessageContaining("is not the clone that was made any more");
        assertThat(Path.of(made.path(), "README")).exists();
    }

    @Test
    void withoutItsSourceNobodyKnowsWhatIsMerged() {
        Workspace made = made();
        bench.shell(bench.directory, "rm -rf project");

        assertThatThrownBy(() -> bench.workspaces().unmerged(made)).isInstanceOf(WorkspaceException.class);
    }
}
