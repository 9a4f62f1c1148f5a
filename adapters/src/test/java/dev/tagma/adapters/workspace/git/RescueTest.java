package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.Workspaces.Permit;
import dev.tagma.spi.workspace.Workspaces.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescueTest {

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

    private Rescue rescue() {
        return bench.workspaces().rescue(bench.session, workspace, "because");
    }

    private Rescue remove() {
        return bench.workspaces().remove(bench.session, workspace, Permit.ALL);
    }

    private Restored restore(Rescue rescue) {
        return bench.workspaces().restore(rescue, path);
    }

    /** Saves, removes and restores, and holds the tree and the git directory against what they were. */
    private void comesBack() {
        String tree = bench.fingerprint(path);
        Path gitDirectory = Path.of(bench.git(path, "rev-parse", "--absolute-git-dir"));
        String git = bench.fingerprint(gitDirectory);

        Rescue rescue = remove();
        assertThat(path).doesNotExist();
        assertThat(gitDirectory).doesNotExist();
        bench.git(repository, "reflog", "expire", "--expire-unreachable=now", "--all");
        bench.git(repository, "gc", "-q", "--prune=now");
        Restored restored = restore(rescue);

        assertThat(bench.fingerprint(path)).isEqualTo(tree);
        assertThat(bench.fingerprint(gitDirectory)).isEqualTo(git);
        assertThat(restored.path()).isEqualTo(path);
        assertThat(restored.savedFirst()).isEmpty();
        bench.git(path, "fsck", "--no-dangling", "--no-progress");
    }

    @Test
    void aCleanWorktreeComesBack() {
        comesBack();

        assertThat(bench.git(path, "status", "--porcelain", "--branch")).isEqualTo("## otter");
    }

    @Test
    void filesOfAllKindsComeBack() {
        Bench.write(path.resolve(".gitignore"), ".env\n*.log\n");
        Bench.write(path.resolve(".env"), "SECRET=1\n");
        bench.shell(path, """
                printf 'key' > private; chmod 600 private
                printf 'run' > tool; chmod 4755 tool
                printf 'none' > sealed; chmod 000 sealed
                mkdir empty closed sticky; chmod 1777 sticky; echo x > closed/in; chmod 500 closed
                ln -s README link; ln -s nowhere dangling; ln -s /etc/hostname absolute; ln -s a//b/ untidy
                ln -s "$(printf 't\\377arget')" odd-target
                mkfifo -m 640 pipe
                echo twice > first; ln first second; mkdir deep; ln first deep/third
                : > ./-rf; : > "$(printf 'new\\nline')"; : > "$(printf 'not\\377utf8')"; : > 'a\\b'; : > 'tab\there'
                mkdir "$(printf 'dir\\376')"; echo in > "$(printf 'dir\\376')/$(printf 'file\\375')"
                head -c 5000000 /dev/urandom > binary
                truncate -s 30000000 sparse
                touch -d '1999-12-31 23:59:59.123456789 UTC' private empty; touch -h -d '2001-02-03 UTC' dangling
                printf 'a\\r\\nb\\n' > mixed.txt; echo '* text=auto eol=crlf' > .gitattributes
                touch app.log
                """);

        comesBack();

        assertThat(bench.shell(path, "stat -c %h first")).isEqualTo("3");
        assertThat(Long.parseLong(bench.shell(path, "stat -c %b sparse"))).isLessThan(1000);
    }

    @Test
    void neitherFiltersNorLineEndingsTouchWhatIsSaved() {
        bench.git(repository, "config", "core.autocrlf", "true");
        bench.git(repository, "config", "filter.large.clean", "touch '" + bench.directory + "/ran'; echo pointer");
        bench.git(repository, "config", "filter.large.smudge", "touch '" + bench.directory + "/ran'; echo expanded");
        Bench.write(path.resolve(".gitattributes"), "*.bin filter=large\n*.txt text eol=crlf\n");
        Bench.write(path.resolve("data.bin"), "real bytes");
        Bench.write(path.resolve("mixed.txt"), "one\r\ntwo\nthree\r\n");

        comesBack();

        assertThat(bench.directory.resolve("ran")).doesNotExist();
        assertThat(path.resolve("mixed.txt")).hasContent("one\r\ntwo\nthree\r\n");
    }

    @Test
    void nestedRepositoriesComeBackWithHistoryAndIndex() {
        bench.git(path, "init", "-q", "empty");
        bench.git(path, "init", "-q", "nested");
        Path nested = path.resolve("nested");
        Bench.write(nested.resolve("kept"), "1");
        bench.git(nested, "add", ".");
        bench.git(nested, "commit", "-qm", "inner");
        Bench.write(nested.resolve("staged"), "2");
        bench.git(nested, "add", ".");
        Bench.write(nested.resolve("fresh"), "3");
        String head = bench.git(nested, "rev-parse", "HEAD");

        comesBack();

        assertThat(bench.git(nested, "rev-parse", "HEAD")).isEqualTo(head);
        assertThat(bench.git(nested, "status", "--porcelain")).isEqualTo("A  staged\n?? fresh");
        assertThat(path.resolve("empty/.git/HEAD")).exists();
    }

    @Test
    void submodulesComeBackWithTheirOwnDirtAndCommits() {
        Path library = bench.repository("library");
        bench.git(path, "submodule", "--quiet", "add", library.toString(), "lib");
        bench.git(path, "commit", "-qm", "with lib");
        Path sub = path.resolve("lib");
        bench.git(sub, "commit", "-q", "--allow-empty", "-m", "only here");
        Bench.write(sub.resolve("staged"), "s");
        bench.git(sub, "add", ".");
        Bench.write(sub.resolve("README"), "dirty");

        comesBack();

        assertThat(bench.git(sub, "log", "-1", "--format=%s")).isEqualTo("only here");
        assertThat(bench.git(sub, "status", "--porcelain")).isEqualTo("M README\nA  staged");
    }

    @Test
    void whatWasStagedComesBackEvenAfterTheRepositoryWasCleanedUp() {
        Bench.write(path.resolve("README"), "staged\n");
        bench.git(path, "add", ".");
        Bench.write(path.resolve("README"), "and changed again\n");
        Bench.write(path.resolve("intended"), "x");
        bench.git(path, "add", "-N", "intended");

        comesBack();

        assertThat(bench.git(path, "diff", "--cached")).contains("+staged");
        assertThat(bench.git(path, "status", "--porcelain")).isEqualTo("MM README\n A intended");
    }

    @Test
    void aMergeInProgressComesBackAndCanBeFinished() {
        Bench.write(path.resolve("README"), "ours\n");
        bench.git(path, "commit", "-qam", "ours");
        bench.git(path, "switch", "-qc", "theirs", "HEAD~1");
        Bench.write(path.resolve("README"), "theirs\n");
        bench.git(path, "commit", "-qam", "theirs");
        bench.git(path, "switch", "-q", "otter");
        bench.tryGit(path, "merge", "theirs");

        comesBack();

        assertThat(bench.workspaces().status(workspace).operation()).contains("merge");
        assertThat(bench.git(path, "ls-files", "--unmerged").lines()).hasSize(3);
        Bench.write(path.resolve("README"), "both\n");
        bench.git(path, "commit", "-qam", "merged");
        assertThat(bench.git(path, "log", "-1", "--format=%p")).contains(" ");
    }

    @Test
    void aRebaseInProgressComesBackAndCanBeContinued() {
        Bench.write(path.resolve("README"), "ours\n");
        bench.git(path, "commit", "-qam", "ours");
        bench.git(path, "branch", "upstream", "HEAD~1");
        bench.git(path, "switch", "-q", "upstream");
        Bench.write(path.resolve("README"), "theirs\n");
        bench.git(path, "commit", "-qam", "theirs");
        bench.git(path, "switch", "-q", "otter");
        bench.tryGit(path, "rebase", "upstream");

        comesBack();

        Bench.write(path.resolve("README"), "both\n");
        bench.git(path, "add", ".");
        bench.git(path, "-c", "core.editor=true", "rebase", "--continue");
        assertThat(bench.git(path, "log", "--format=%s")).isEqualTo("ours\ntheirs\nstart");
        assertThat(bench.git(path, "branch", "--show-current")).isEqualTo("otter");
    }

    @Test
    void commitsOfADetachedHeadAndOnesThatWereResetAwayComeBack() {
        Bench.write(path.resolve("lost"), "1");
        bench.git(path, "add", ".");
        bench.git(path, "commit", "-qm", "reset away");
        String away = bench.git(path, "rev-parse", "HEAD");
        bench.git(path, "reset", "-q", "--hard", "HEAD~1");
        bench.git(path, "switch", "-q", "--detach");
        bench.git(path, "commit", "-q", "--allow-empty", "-m", "adrift");

        comesBack();

        assertThat(bench.git(path, "log", "-1", "--format=%s")).isEqualTo("adrift");
        assertThat(bench.git(path, "show", away + ":lost")).isEqualTo("1");
    }

    @Test
    void aWorktreeNestedInTheWorkspaceComesBack() {
        bench.git(path, "worktree", "add", "-q", "-b", "inner", "trees/inner");
        Path inner = path.resolve("trees/inner");
        Bench.write(inner.resolve("README"), "inner work");
        String tree = bench.fingerprint(path);

        Rescue rescue = remove();
        bench.git(repository, "worktree", "prune", "--expire=now");
        restore(rescue);

        assertThat(bench.fingerprint(path)).isEqualTo(tree);
        assertThat(bench.git(inner, "status", "--porcelain", "--branch")).isEqualTo("## inner\n M README");
    }

    @Test
    void aBranchThatMovedMeanwhileIsLeftAlone() {
        bench.git(path, "commit", "-q", "--allow-empty", "-m", "work");
        String commit = bench.git(path, "rev-parse", "HEAD");
        Rescue rescue = remove();
        bench.git(repository, "branch", "-f", "otter", "main");

        Restored restored = restore(rescue);

        assertThat(restored.notes()).singleElement().asString().contains("'otter' has moved", "detached at " + commit);
        assertThat(bench.git(path, "rev-parse", "HEAD")).isEqualTo(commit);
        assertThat(bench.git(repository, "rev-parse", "otter")).isEqualTo(bench.git(repository, "rev-parse", "main"));
    }

    @Test
    void aBranchThatIsGoneOrUsedElsewhereLeavesHeadDetached() {
        Bench.write(path.resolve("work"), "w");
        bench.git(path, "add", ".");
        bench.git(path, "commit", "-qm", "work");
        Rescue rescue = remove();
        bench.git(repository, "switch", "-q", "otter");
        Path elsewhere = bench.directory.resolve("elsewhere");
        Restored used = bench.workspaces().restore(rescue, elsewhere);
        bench.git(repository, "switch", "-q", "main");
        bench.git(repository, "branch", "-qD", "otter");
        bench.git(repository, "worktree", "remove", "--force", elsewhere.toString());
        bench.git(repository, "reflog", "expire", "--expire=now", "--all");
        bench.git(repository, "gc", "-q", "--prune=now");
        Restored gone = restore(rescue);

        assertThat(used.notes()).singleElement().asString().contains("'otter' is checked out in " + repository);
        assertThat(gone.notes()).singleElement().asString().contains("'otter' is gone", "git switch -c otter");
        assertThat(bench.git(path, "log", "-1", "--format=%s")).isEqualTo("work");
        assertThat(bench.git(path, "status", "--porcelain")).isEmpty();
    }

    @Test
    void restoresIntoAnotherDirectoryAsAWorktreeOfItsOwn() {
        Path library = bench.repository("library");
        bench.git(path, "submodule", "--quiet", "add", library.toString(), "lib");
        Bench.write(path.resolve("lib/dirt"), "d");
        Bench.write(path.resolve("README"), "changed");
        Rescue rescue = rescue();
        Path other = bench.directory.resolve("some where/else");

        Restored restored = bench.workspaces().restore(rescue, other);

        assertThat(restored.notes()).singleElement().asString().contains("checked out in " + path);
        assertThat(bench.git(other, "status", "--porcelain"))
                .isEqualTo(bench.git(path, "status", "--porcelain"))
                .contains("M README");
        assertThat(bench.git(other.resolve("lib"), "status", "--porcelain")).isEqualTo("?? dirt");
        assertThat(bench.git(other.resolve("lib"), "rev-parse", "--show-toplevel"))
                .isEqualTo(other.resolve("lib").toString());
        bench.git(path, "commit", "-qam", "goes on");
        assertThat(bench.git(other, "status", "--porcelain")).contains("M README");
        assertThat(bench.git(repository, "worktree", "list")).contains(other.toString());
    }

    @Test
    void withoutItsRepositoryTheFilesComeBackAlone() {
        Bench.write(path.resolve("work"), "precious");
        Rescue rescue = rescue();
        bench.shell(bench.directory, "rm -rf project '" + path + "'");

        Restored restored = restore(rescue);

        assertThat(restored.notes()).singleElement().asString().contains("is gone");
        assertThat(path.resolve("work")).hasContent("precious");
        assertThat(path.resolve(".git")).doesNotExist();
    }

    @Test
    void refusesADirectoryThatHoldsAnything() {
        Rescue rescue = rescue();
        Bench.write(bench.directory.resolve("full/thing"), "x");

        assertThatThrownBy(() -> bench.workspaces().restore(rescue, bench.directory.resolve("full")))
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> bench.workspaces().restore(rescue, bench.directory.resolve("full/thing")))
                .hasMessageContaining("is not a directory");
        assertThat(bench.directory.resolve("full/thing")).hasContent("x");
    }

    @Test
    void overTheWorkspaceItselfTheLaterStateIsSavedFirstAndTheOldOneIsExact() {
        Bench.write(path.resolve(".gitignore"), "node_modules/\n");
        Bench.write(path.resolve("staged"), "s");
        bench.git(path, "add", ".");
        Bench.write(path.resolve("dir/a"), "a");
        bench.shell(path, "ln -s dir link; mkdir empty");
        String before = bench.fingerprint(path);
        String index = bench.git(path, "ls-files", "--stage");
        Rescue rescue = rescue();
        bench.shell(
                path, "rm -r link dir; echo now-file > dir; mkdir link; echo y > link/y; rmdir empty; echo new > new");
        bench.git(path, "rm", "-q", "--cached", "staged");
        Bench.write(path.resolve("node_modules/m"), "cache");
        String after = bench.fingerprint(path);

        Restored restored = restore(rescue);

        assertThat(path.resolve("node_modules/m")).hasContent("cache");
        bench.shell(path, "rm -r node_modules; touch -d '2020-01-01' .");
        assertThat(withoutRoot(bench.fingerprint(path))).isEqualTo(withoutRoot(before));
        assertThat(bench.git(path, "ls-files", "--stage")).isEqualTo(index);
        Path undone = bench.directory.resolve("undone");
        bench.workspaces().restore(restored.savedFirst().orElseThrow(), undone);
        Bench.write(undone.resolve("node_modules/m"), "cache");
        assertThat(names(bench.fingerprint(undone))).isEqualTo(names(after));
    }

    private static List<String> withoutRoot(String fingerprint) {
        return fingerprint.lines().skip(1).toList();
    }

    /** Hashes and names alone, but for the pointer to the git directory. */
    private static List<String> names(String fingerprint) {
        return fingerprint
                .lines()
                .filter(line -> line.matches("[0-9a-f]{64} .*") && !line.endsWith(" ./.git"))
                .toList();
    }

    @Test
    void anUnsavedCacheInTheWayOfAFileStopsARestoreBeforeItBegins() {
        Bench.write(path.resolve("build"), "a file then");
        Rescue rescue = rescue();
        bench.shell(path, "rm build; mkdir build; echo x > build/output; echo build/ > .gitignore");
        String before = bench.fingerprint(path);

        assertThatThrownBy(() -> restore(rescue)).hasMessageContaining("build is in the way");

        assertThat(bench.fingerprint(path)).isEqualTo(before);
    }

    @Test
    void aRescueInPlaceKeepsWhatIsPrivateToTheWorktreeAndRestoresOverIt() {
        workspace = bench.inPlace(repository);
        path = repository;
        Bench.write(path.resolve("README"), "staged");
        bench.git(path, "add", ".");
        Bench.write(path.resolve("README"), "changed");
        Rescue rescue = rescue();
        bench.git(path, "commit", "-qam", "later");
        String later = bench.git(path, "rev-parse", "HEAD");

        Restored restored = restore(rescue);

        assertThat(restored.notes()).singleElement().asString().contains("'main' has moved");
        assertThat(path.resolve("README")).hasContent("changed");
        assertThat(bench.git(path, "diff", "--cached")).contains("+staged");
        assertThat(bench.git(path, "rev-parse", "main")).isEqualTo(later);
        assertThat(bench.git(path, "branch", "--show-current")).isEmpty();
    }

    @Test
    void aRescueOfAMainWorktreeComesBackBesideItAsALinkedOne() {
        workspace = bench.inPlace(repository);
        Bench.write(repository.resolve("README"), "staged");
        bench.git(repository, "add", ".");
        Path other = bench.directory.resolve("other");

        bench.workspaces().restore(rescue(), other);

        assertThat(bench.git(other, "status", "--porcelain")).isEqualTo("M  README");
        assertThat(bench.git(repository, "status", "--porcelain")).isEqualTo("M  README");
    }

    @Test
    void aPlainDirectoryIsRescuedAndRestored() throws IOException {
        Path plain = Files.createDirectory(bench.directory.resolve("plain"));
        bench.shell(
                plain, "mkdir a; echo x > a/x; chmod 700 a; ln -s a b; mkdir node_modules; echo m > node_modules/m");
        workspace = bench.inPlace(plain);

        Rescue rescue = rescue();
        Restored restored = bench.workspaces().restore(rescue, bench.directory.resolve("copy"));

        assertThat(rescue.listed()).extracting(Rescue.Unsaved::path).containsExactly("node_modules");
        assertThat(restored.notes()).singleElement().asString().contains("node_modules was listed and not saved");
        bench.shell(plain, "rm -r node_modules; touch -r ../copy .");
        assertThat(bench.fingerprint(bench.directory.resolve("copy"))).isEqualTo(bench.fingerprint(plain));
    }

    @Test
    void listsCachesAndLargeIgnoredFilesButSavesSmallOnes() {
        Bench.write(path.resolve(".gitignore"), "node_modules/\n*.iso\n.env\nlocal/\n");
        bench.shell(path, """
                mkdir -p node_modules/a local target; echo 12345 > node_modules/a/m
                head -c 11000000 /dev/zero > big.iso; head -c 1000 /dev/zero > small.iso
                echo s > .env; echo n > local/notes; echo t > target/not-ignored
                """);

        Rescue rescue = rescue();

        assertThat(rescue.listed())
                .extracting(Rescue.Unsaved::path, Rescue.Unsaved::bytes)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("node_modules", 6L),
                        org.assertj.core.groups.Tuple.tuple("big.iso", 11_000_000L));
        assertThat(bench.workspaces().manifest(rescue))
                .contains("\"small.iso\"", "\".env\"", "\"local/notes\"", "\"target/not-ignored\"")
                .doesNotContain("node_modules/a");
    }

    @Test
    void aRepositoryInsideAnIgnoredDirectoryIsSavedWholeHoweverLarge() {
        Bench.write(path.resolve(".gitignore"), "scratch/\n");
        bench.shell(path, "mkdir scratch; git init -q scratch/repo; head -c 12000000 /dev/urandom > scratch/repo/data");
        bench.git(path.resolve("scratch/repo"), "add", ".");
        bench.git(path.resolve("scratch/repo"), "commit", "-qm", "large");

        Rescue rescue = rescue();

        assertThat(rescue.listed()).extracting(Rescue.Unsaved::path).containsExactly("scratch/repo/data");
        assertThat(bench.workspaces().manifest(rescue)).contains("scratch/repo/.git/objects/");
    }

    @Test
    void theManifestTellsTypeModeSizeAndHashOfEveryPath() {
        bench.shell(path, "rm README; printf hello > f; chmod 640 f; ln -s f l; mkdir d");

        List<String> lines = bench.workspaces()
                .manifest(rescue())
                .lines()
                .filter(line -> line.contains("\twork\t"))
                .map(line -> line.replaceAll("\t\\d{4}-\\d\\d-\\S+", ""))
                .toList();

        assertThat(lines)
                .contains(
                        "file\t0640\t5\t2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\t"
                                + "b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0\t-\twork\t\"f\"\t-",
                        "dir\t0755\t-\t-\t-\t-\twork\t\"d\"\t-")
                .anyMatch(line -> line.startsWith("link\t0777\t1\t") && line.endsWith("\"l\"\t\"f\""));
    }

    @Test
    void rescuesAreListedNewestFirstFromTheStoresAlone() {
        Rescue first = rescue();
        Workspace plain = bench.inPlace(bench.emptyRepository("other"));
        Rescue second = bench.workspaces().rescue(bench.session, plain, "zwei\nZeilen ü");

        assertThat(bench.workspaces().rescues()).containsExactly(second, first);
        assertThat(second.id()).isGreaterThan(first.id()).hasSizeLessThan(16);
        assertThat(first.files()).isPositive();
        assertThat(second.reason()).isEqualTo("zwei\nZeilen ü");
    }

    @Test
    void theFilesOfARescueCanBeReadWithPlainGit() {
        Bench.write(path.resolve("sub/notes"), "mine");

        Rescue rescue = rescue();

        assertThat(bench.git(bench.directory, "--git-dir=" + rescue.store(), "show", rescue.ref() + ":files/sub/notes"))
                .isEqualTo("mine");
        assertThat(bench.git(bench.directory, "--git-dir=" + rescue.store(), "fsck", "--strict", "--no-dangling"))
                .isEqualTo("notice: HEAD points to an unborn branch (none)");
    }

    @Test
    void aRescueSurvivesCollectionAndRefusesToRestoreWhenItIsDamaged() {
        Bench.write(path.resolve("work"), "precious");
        Rescue rescue = rescue();
        bench.git(bench.directory, "--git-dir=" + rescue.store(), "gc", "-q", "--prune=now");
        assertThat(bench.workspaces()
                        .restore(rescue, bench.directory.resolve("one"))
                        .files())
                .isPositive();

        bench.shell(
                Path.of(rescue.store()),
                "for f in objects/pack/*.pack; do chmod u+w $f; head -c 400 /dev/zero | dd of=$f bs=1 seek=100 conv=notrunc status=none; done");

        assertThatThrownBy(() -> bench.workspaces().restore(rescue, bench.directory.resolve("two")))
                .isInstanceOf(WorkspaceException.class);
        assertThat(bench.directory.resolve("two")).doesNotExist();
    }

    @Test
    void nothingOfARescueIsInTheUsersRepository() {
        String refs = bench.git(repository, "for-each-ref");
        String objects = bench.shell(repository, "find .git/objects -type f | sort");
        Bench.write(path.resolve("work"), "precious");

        rescue();

        assertThat(bench.git(repository, "for-each-ref")).isEqualTo(refs);
        assertThat(bench.shell(repository, "find .git/objects -type f | sort")).isEqualTo(objects);
    }

    @Test
    void theStoreIsForItsOwnerAlone() {
        rescue();

        assertThat(bench.shell(bench.state, "stat -c %a rescue")).isEqualTo("700");
    }

    @Test
    void aSocketIsListed() throws IOException {
        try (var server = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            server.bind(java.net.UnixDomainSocketAddress.of(path.resolve("s.sock")));

            assertThat(rescue().listed()).extracting(Rescue.Unsaved::path).containsExactly("s.sock");
        }
        Rescue rescue = bench.workspaces().remove(bench.session, workspace, Permit.DIRTY);
        assertThat(restore(rescue).notes()).singleElement().asString().contains("a socket has no bytes");
    }
}
