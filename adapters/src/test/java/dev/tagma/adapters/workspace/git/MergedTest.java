package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commits are elsewhere, and what a workspace takes: what a reclaim goes by. */
class MergedTest {

    @TempDir
    Path temporary;

    private Bench bench;
    private Path repository;
    private Workspace otter;
    private Path tree;

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(temporary.toRealPath());
        repository = bench.repository("project");
        otter = bench.worktree(repository, "otter");
        tree = Path.of(otter.path());
    }

    private void commit(Path place, String name) {
        Bench.write(place.resolve(name), name + "\n");
        bench.git(place, "add", name);
        bench.git(place, "commit", "-qm", name);
    }

    private int unmerged() {
        return bench.workspaces().unmerged(otter);
    }

    @Test
    void aCommitIsElsewhereWhenTheRepositorysOwnCheckoutHasIt() {
        commit(tree, "one");
        commit(tree, "two");
        assertThat(unmerged()).isEqualTo(2);

        bench.git(repository, "merge", "-q", "otter");
        assertThat(unmerged()).isZero();
    }

    @Test
    void aCommitIsElsewhereWhenARemoteHasIt() {
        Path remote = bench.directory.resolve("remote");
        bench.git(bench.directory, "init", "-q", "--bare", remote.toString());
        bench.git(repository, "remote", "add", "origin", remote.toString());
        commit(tree, "one");
        assertThat(unmerged()).isEqualTo(1);

        bench.git(tree, "push", "-q", "origin", "otter");
        assertThat(unmerged()).isZero();
    }

    /** A branch is moved and deleted by whoever works on it. */
    @Test
    void anotherBranchIsNoPlaceThatStays() {
        commit(tree, "one");
        bench.git(repository, "branch", "copy", "otter");

        assertThat(bench.workspaces().status(otter).unpushed()).isZero();
        assertThat(unmerged()).isEqualTo(1);
    }

    /** Its content is in the base, the commit is not: nobody can tell for sure, so it stays. */
    @Test
    void aSquashedCommitIsNotTakenForMerged() {
        commit(tree, "one");
        bench.git(repository, "merge", "-q", "--squash", "otter");
        bench.git(repository, "commit", "-qm", "squashed, and more said of it");

        assertThat(unmerged()).isEqualTo(1);
    }

    @Test
    void commitsOfADetachedHeadAndOfTheBranchThatWasLeftCountBoth() {
        commit(tree, "one");
        bench.git(tree, "checkout", "-q", "--detach", "main");
        commit(tree, "two");

        assertThat(unmerged()).isEqualTo(2);
    }

    /** What git shows in place of a commit is not what there is. */
    @Test
    void aReplacedCommitCountsAsItself() {
        commit(tree, "one");
        bench.git(tree, "replace", "otter", "main");

        assertThat(unmerged()).isEqualTo(1);
    }

    @Test
    void commitsOfASubmoduleThatItsRemoteLacksCount() {
        Path library = bench.repository("library");
        bench.git(tree, "submodule", "--quiet", "add", library.toString(), "lib");
        bench.git(tree, "commit", "-qm", "lib");
        bench.git(repository, "merge", "-q", "otter");
        assertThat(unmerged()).isZero();

        commit(tree.resolve("lib"), "inside");
        bench.git(tree, "commit", "-qam", "moved");
        bench.git(repository, "merge", "-q", "otter");

        assertThat(bench.workspaces().status(otter).clean()).isTrue();
        assertThat(unmerged()).isEqualTo(1);
    }

    @Test
    void whatCannotBeFoundOutFails() {
        bench.shell(tree, "echo ref: refs/heads/never-born > $(git rev-parse --git-dir)/HEAD");

        assertThatThrownBy(this::unmerged).isInstanceOf(WorkspaceException.class);
    }

    @Test
    void aFileWithSeveralNamesTakesItsPlaceOnceAndAHoleTakesNone() {
        long before = bench.workspaces().diskUse(otter).bytes();

        bench.shell(tree, "head -c 4000000 /dev/urandom > a; ln a b; ln a c; truncate -s 1G hole");

        assertThat(bench.workspaces().diskUse(otter).bytes() - before).isBetween(3_900_000L, 5_000_000L);
    }

    /** The disk that a link leads to is not the workspace's. */
    @Test
    void whatALinkLeadsToIsNotMeasured() throws IOException {
        Path elsewhere = Files.createDirectory(bench.directory.resolve("elsewhere"));
        bench.shell(elsewhere, "head -c 4000000 /dev/urandom > a");
        long before = bench.workspaces().diskUse(otter).bytes();

        Files.createSymbolicLink(tree.resolve("link"), elsewhere);

        assertThat(bench.workspaces().diskUse(otter).bytes() - before).isLessThan(1_000_000);
    }
}
