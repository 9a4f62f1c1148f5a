package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoveTest {

    @TempDir
    Path temporary;

    private Bench bench;
    private Path repository;
    private Workspace workspace;
    private Path path;

    @BeforeEach
    void makeWorktree() throws IOException {
        bench = new Bench(temporary.toRealPath());
        repository = bench.repository("project");
        workspace = bench.worktree(repository, "otter");
        path = Path.of(workspace.path());
    }

    private Rescue remove(Permit permit) {
        return bench.workspaces().remove(bench.session, workspace, permit);
    }

    private void refused(ThrowingCallable call, Kind kind, String... said) {
        String before = bench.fingerprint(path);
        assertThatThrownBy(call)
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContainingAll(said)
                .extracting(e -> ((WorkspaceException) e).kind())
                .isEqualTo(kind);
        assertThat(bench.fingerprint(path)).isEqualTo(before);
        assertThat(bench.git(path, "rev-parse", "--is-inside-work-tree")).isEqualTo("true");
    }

    private void isRemoved() {
        assertThat(path).doesNotExist();
        assertThat(bench.shell(path.getParent(), "ls -A")).isEmpty();
        assertThat(bench.git(repository, "worktree", "list").lines()).hasSize(1);
        assertThat(bench.shell(bench.state, "ls -A removals")).isEmpty();
        assertThat(bench.git(repository, "branch", "--list", "otter")).contains("otter");
    }

    @Test
    void aCleanWorktreeGoesAndItsBranchStays() {
        remove(Permit.CLEAN_ONLY);

        isRemoved();
    }

    @Test
    void dirtyFilesNeedAWordMore() {
        Bench.write(path.resolve("README"), "changed");
        Bench.write(path.resolve("new"), "x");

        refused(
                () -> remove(Permit.CLEAN_ONLY),
                Kind.UNSAVED_WORK,
                "2 uncommitted paths (README, new)",
                "permission for dirty");

        remove(Permit.DIRTY);
        isRemoved();
    }

    @Test
    void unpushedCommitsAndOperationsNeedAWordMore() {
        bench.git(path, "commit", "-q", "--allow-empty", "-m", "work");
        bench.git(path, "bisect", "start");

        refused(
                () -> remove(Permit.CLEAN_ONLY),
                Kind.UNSAVED_WORK,
                "1 commit that is on no other branch and no remote",
                "a bisect in progress");
        remove(Permit.DIRTY);

        isRemoved();
    }

    @Test
    void whatIsOnlyListedNeedsTheLastWord() {
        Bench.write(path.resolve(".gitignore"), "node_modules/\n");
        Bench.write(path.resolve("node_modules/m"), "cache");

        refused(
                () -> bench.workspaces().requireRemovable(workspace, Permit.DIRTY),
                Kind.UNSAVED_WORK,
                "node_modules (a cache that git ignores, 5 bytes)");
        bench.workspaces().requireRemovable(workspace, Permit.ALL);
        refused(
                () -> remove(Permit.DIRTY),
                Kind.UNSAVED_WORK,
                "node_modules (a cache that git ignores, 5 bytes)",
                "permission for unsaved ignored files");
        Rescue rescue = remove(Permit.ALL);

        isRemoved();
        assertThat(rescue.listed()).hasSize(1);
    }

    @Test
    void smallIgnoredFilesAreSavedAndNeedNoWord() {
        bench.git(
                repository,
                "config",
                "core.excludesFile",
                bench.directory.resolve("excludes").toString());
        Bench.write(bench.directory.resolve("excludes"), ".env\n");
        Bench.write(path.resolve(".env"), "SECRET");

        Rescue rescue = remove(Permit.CLEAN_ONLY);

        isRemoved();
        bench.workspaces().restore(rescue, path);
        assertThat(path.resolve(".env")).hasContent("SECRET");
    }

    @Test
    void aDirectoryThatIsNotOursIsRescuedAndStays() {
        workspace = bench.inPlace(repository);
        Bench.write(repository.resolve("work"), "x");

        Rescue rescue = remove(Permit.ALL);

        assertThat(repository.resolve("work")).exists();
        assertThat(bench.workspaces().manifest(rescue)).contains("\"work\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rescue.verified", "remove.begun", "remove.aside", "remove.compared", "remove.deleting"})
    void aWriteDuringTheRemovalRefusesAndLosesNothing(String step) {
        Bench.write(path.resolve("dir/file"), "before");
        var wrote = new AtomicBoolean();
        // The writer holds its directory open, so that it follows the rename as a process with that directory would.
        var workspaces = bench.workspaces(name -> {
            if (name.equals(step) && wrote.compareAndSet(false, true)) {
                bench.shell(
                        Files.exists(path) ? path : path.getParent(),
                        "cd .removing-* 2>/dev/null || true; echo later > dir/late; echo longer-than-before > dir/file");
            }
        });

        assertThatThrownBy(() -> workspaces.remove(bench.session, workspace, Permit.ALL))
                .hasMessageContaining("changed while it was being removed");

        assertThat(path.resolve("dir/late")).hasContent("later");
        assertThat(path.resolve("dir/file")).hasContent("longer-than-before");
        assertThat(path.resolve("README")).hasContent("hello\n");
        assertThat(bench.git(path, "status", "--porcelain")).isEqualTo("?? dir/");
        remove(Permit.ALL);
        isRemoved();
    }

    @Test
    void aChangeOfTheIndexDuringTheRemovalIsNotLost() {
        var workspaces = bench.workspaces(name -> {
            if (name.equals("remove.deleted")) {
                bench.shell(
                        repository,
                        "git --git-dir=.git/worktrees/otter update-index --add --cacheinfo 100644,$(echo staged | git hash-object -w --stdin),late");
            }
        });

        assertThatThrownBy(() -> workspaces.remove(bench.session, workspace, Permit.ALL))
                .hasMessageContaining("remove again");
        Rescue second = remove(Permit.ALL);

        isRemovedButForTheJournal();
        bench.workspaces().restore(second, path);
        assertThat(bench.git(path, "show", ":late")).isEqualTo("staged");
    }

    private void isRemovedButForTheJournal() {
        assertThat(path).doesNotExist();
        assertThat(bench.git(repository, "worktree", "list").lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rescue.written", "rescue.verified", "remove.begun", "remove.aside", "remove.compared"})
    void aCrashBeforeTheDeletionIsUndone(String step) {
        Bench.write(path.resolve("work"), "precious");
        String before = bench.fingerprint(path);
        crash(step);

        bench.workspaces().recoverInterruptedRemovals();

        assertThat(bench.fingerprint(path)).isEqualTo(before);
        assertThat(bench.git(path, "status", "--porcelain")).isEqualTo("?? work");
        remove(Permit.ALL);
        isRemoved();
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove.deleting", "remove.deleted", "remove.unregistered"})
    void aCrashDuringTheDeletionIsFinished(String step) {
        Bench.write(path.resolve("work"), "precious");
        crash(step);

        assertThat(bench.workspaces().recoverInterruptedRemovals())
                .singleElement()
                .asString()
                .contains("was finished");

        isRemoved();
        assertThat(bench.workspaces().recoverInterruptedRemovals()).isEmpty();
        bench.workspaces().restore(bench.workspaces().rescues().getFirst(), path);
        assertThat(path.resolve("work")).hasContent("precious");
    }

    @Test
    void aHalfDeletedDirectoryThatWasWrittenToIsPutBack() {
        Bench.write(path.resolve("dir/a"), "a");
        crash("remove.deleting");
        bench.shell(path.getParent(), "cd .removing-*; rm -r dir; echo more >> README");

        assertThat(bench.workspaces().recoverInterruptedRemovals())
                .singleElement()
                .asString()
                .contains("README has other content");

        assertThat(path.resolve("dir/a")).hasContent("a");
        assertThat(path.resolve("README")).hasContent("hello\nmore\n");
        remove(Permit.ALL);
        isRemoved();
    }

    @Test
    void removingAgainAfterACrashFinishes() {
        crash("remove.deleting");

        remove(Permit.CLEAN_ONLY);

        isRemoved();
    }

    @Test
    void aRemovalWhoseRescueIsNotThereIsLeftAloneAndDoesNotKeepOthersFromBeingFinished() throws IOException {
        crash("remove.deleting");
        Path lost = path;
        Workspace lostWorkspace = workspace;
        Path other = bench.repository("other");
        workspace = bench.worktree(other, "heron");
        path = Path.of(workspace.path());
        crash("remove.deleting");
        bench.shell(bench.state, "mkdir away; mv rescue/project-* away");
        GitWorkspaces workspaces = bench.workspaces();

        assertThat(workspaces.recoverInterruptedRemovals())
                .singleElement()
                .asString()
                .contains(path.toString(), "was finished");

        assertThat(workspaces.unfinishedRemovals())
                .singleElement()
                .asString()
                .contains(lost.toString(), "is not there", ".removing-", "put the rescue store");
        assertThat(bench.shell(lost.getParent(), "ls .removing-*")).contains("README");
        assertThatThrownBy(() -> workspaces.remove(bench.session, lostWorkspace, Permit.ALL))
                .isInstanceOfSatisfying(
                        WorkspaceException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(Kind.FAILED))
                .hasMessageContaining("cannot be taken up");

        bench.shell(bench.state, "mv away/* rescue");
        assertThat(workspaces.remove(bench.session, lostWorkspace, Permit.ALL)).isNotNull();
        assertThat(workspaces.unfinishedRemovals()).isEmpty();
    }

    @Test
    void aDamagedJournalIsToldOfAndKeepsNothingFromBeingRemoved() throws IOException {
        Path journal = Files.createDirectories(bench.state.resolve("removals")).resolve("20261129-1");
        Files.writeString(journal, "DELETING\n\"/somewhere");
        GitWorkspaces workspaces = bench.workspaces();

        assertThat(workspaces.recoverInterruptedRemovals()).isEmpty();

        assertThat(workspaces.unfinishedRemovals())
                .singleElement()
                .asString()
                .contains(journal.toString(), "cannot be read");
        workspaces.remove(bench.session, workspace, Permit.ALL);
        assertThat(path).doesNotExist();
        Files.delete(journal);
        assertThat(workspaces.unfinishedRemovals()).isEmpty();
    }

    private void crash(String step) {
        var workspaces = bench.workspaces(name -> {
            if (name.equals(step)) {
                throw new IllegalStateException("crash");
            }
        });
        assertThatThrownBy(() -> workspaces.remove(bench.session, workspace, Permit.ALL))
                .hasMessage("crash");
    }

    @Test
    void removingTwiceGivesTheSameRescue() {
        Rescue first = remove(Permit.CLEAN_ONLY);

        assertThat(remove(Permit.CLEAN_ONLY)).isEqualTo(first);
    }

    @Test
    void aDirectoryThatVanishedIsUnregisteredAloneAndItsIndexIsSaved() {
        Workspace other = bench.workspaces().create(bench.plan(repository, "heron"));
        Bench.write(path.resolve("README"), "staged");
        bench.git(path, "add", ".");
        bench.shell(bench.directory, "rm -r '" + path + "' '" + other.path() + "'");

        Rescue rescue = remove(Permit.CLEAN_ONLY);

        assertThat(bench.git(repository, "worktree", "list"))
                .doesNotContain("otter")
                .contains("heron");
        assertThat(rescue.reason()).contains("vanished");
        bench.git(repository, "gc", "-q", "--prune=now");
        bench.workspaces().restore(rescue, path);
        assertThat(bench.git(path, "diff", "--cached")).contains("+staged");
    }

    @Test
    void aWorkspaceOfWhichNothingIsLeftIsMissing() {
        bench.git(repository, "worktree", "remove", "-ff", path.toString());

        assertThatThrownBy(() -> remove(Permit.ALL))
                .extracting(e -> ((WorkspaceException) e).kind())
                .isEqualTo(Kind.MISSING);
    }

    @Test
    void aWorktreeWhosePointerIsGoneIsStillSavedWhole() {
        Bench.write(path.resolve("work"), "precious");
        bench.shell(path, "rm .git; git init -q .; git add work");

        Rescue rescue = remove(Permit.ALL);

        isRemoved();
        bench.workspaces().restore(rescue, path);
        assertThat(path.resolve("work")).hasContent("precious");
        assertThat(bench.git(path, "ls-files")).isEqualTo("work");
    }

    @Test
    void linksLeadNowhereOnTheWayOut() {
        Path outside = bench.directory.resolve("outside");
        Bench.write(outside.resolve("keep"), "x");
        bench.shell(path, "ln -s '" + outside + "' away; mkdir d; ln -s ../../../outside d/up");

        remove(Permit.ALL);

        isRemoved();
        assertThat(outside.resolve("keep")).exists();
    }

    @Test
    void readOnlyDirectoriesGoToo() {
        bench.shell(path, "mkdir -p ro/deep; echo x > ro/deep/f; chmod 500 ro/deep ro");

        remove(Permit.ALL);

        isRemoved();
    }

    @Test
    void aFileSystemMountedInsideRefuses() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        bench.shell(path, "mkdir mnt outside-data; echo x > outside-data/keep; mount --bind outside-data mnt");
        try {
            refused(() -> remove(Permit.ALL), Kind.REFUSED, "A file system is mounted at " + path + "/mnt");
        } finally {
            bench.shell(path, "umount mnt");
        }
    }

    @Test
    void aFullDiskRefusesAndLosesNothing() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        bench.shell(path, "head -c 3000000 /dev/urandom > big");
        bench.shell(bench.directory, "mkdir -p state/rescue; mount -t tmpfs -o size=2m none state/rescue");
        try {
            refused(() -> remove(Permit.ALL), Kind.FAILED, "Out of diskspace");
            assertThat(bench.workspaces().rescues()).isEmpty();
            assertThat(bench.shell(bench.state, "find rescue -name 'tmp_*' -o -name '*crash*'"))
                    .isEmpty();
        } finally {
            bench.shell(bench.directory, "umount state/rescue");
        }
        remove(Permit.ALL);
        isRemoved();
    }

    @Test
    void aFileThatCannotBeReadRefuses() {
        boolean root = bench.shell(path, "id -u").equals("0");
        assumeThat(!root || bench.mayMount()).isTrue();
        // Nothing is closed to root but what the kernel itself does not give away.
        bench.shell(path, "echo x > sealed; " + (root ? "mount --bind /proc/1/mem sealed" : "chmod 000 sealed"));
        try {
            assertThatThrownBy(() -> bench.workspaces().rescue(bench.session, workspace, "try"))
                    .hasMessageContaining("sealed");
            assertThat(bench.workspaces().rescues()).isEmpty();
        } finally {
            bench.shell(path, root ? "umount sealed" : "chmod 600 sealed");
        }
    }
}
