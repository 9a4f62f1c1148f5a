package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

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

    private TreeId snapshot(String label) {
        return bench.workspaces().snapshot(bench.session, workspace, label);
    }

    private String store() {
        return bench.shell(bench.state, "ls -d rescue/project-*.git");
    }

    private String names(TreeId tree) {
        return bench.git(bench.state, "--git-dir=" + store(), "ls-tree", "-r", "--name-only", tree.value());
    }

    private String content(TreeId tree, String name) {
        return bench.git(bench.state, "--git-dir=" + store(), "cat-file", "blob", tree + ":" + name);
    }

    private String diff(TreeId from, TreeId to) {
        return bench.workspaces().diff(workspace, Optional.of(from), Optional.of(to));
    }

    @Test
    void holdsTrackedAndNewFilesAndNoIgnoredOnes() {
        Bench.write(path.resolve(".gitignore"), ".env\n");
        Bench.write(path.resolve(".env"), "SECRET");
        Bench.write(path.resolve("new/file"), "x");

        assertThat(names(snapshot("one")).lines()).containsExactly(".gitignore", "README", "new/file");
    }

    @Test
    void theSameFilesGiveTheSameTreeAndAnyChangeAnother() throws IOException {
        TreeId first = snapshot("one");
        TreeId same = snapshot("two");
        Bench.write(path.resolve("README"), "HELLO\n");
        TreeId changed = snapshot("three");
        bench.shell(path, "chmod +x README");
        TreeId executable = snapshot("four");
        Files.delete(path.resolve("README"));
        TreeId empty = snapshot("five");

        assertThat(same).isEqualTo(first);
        assertThat(changed).isNotEqualTo(first);
        assertThat(executable).isNotEqualTo(changed);
        assertThat(names(empty)).isEmpty();
    }

    @Test
    void aChangeWithinTheSameTickAndOfTheSameSizeIsSeen() {
        for (int i = 0; i < 30; i++) {
            Bench.write(path.resolve("README"), "value " + (i % 10) + "\n");

            assertThat(content(snapshot("turn-" + i), "README")).isEqualTo("value " + (i % 10));
        }
    }

    @Test
    void aFileThatBecomesADirectoryAndBackIsFollowed() throws IOException {
        Bench.write(path.resolve("thing"), "file");
        snapshot("one");
        Files.delete(path.resolve("thing"));
        Bench.write(path.resolve("thing/inner"), "x");
        TreeId directory = snapshot("two");
        bench.shell(path, "rm -r thing; ln -s README thing");
        TreeId link = snapshot("three");

        assertThat(names(directory).lines()).containsExactly("README", "thing/inner");
        assertThat(names(link).lines()).containsExactly("README", "thing");
        assertThat(content(link, "thing")).isEqualTo("README");
    }

    @Test
    void aTrackedDirectoryThatBecameALinkDoesNotLeadOutOfTheTree() {
        Bench.write(bench.directory.resolve("outside/secret"), "no");
        Bench.write(path.resolve("dir/secret"), "yes");
        bench.git(path, "add", ".");
        bench.shell(path, "rm -r dir; ln -s '" + bench.directory + "/outside' dir");

        assertThat(names(snapshot("one")).lines()).containsExactly("README", "dir");
    }

    @Test
    void nestedRepositoriesAndSubmodulesAreInItByTheirFiles() {
        Path library = bench.repository("library");
        bench.git(path, "submodule", "--quiet", "add", library.toString(), "lib");
        Bench.write(path.resolve("lib/dirt"), "x");
        bench.git(path, "init", "-q", "empty-nested");
        bench.git(path, "init", "-q", "nested");
        Bench.write(path.resolve("nested/.gitignore"), "skip\n");
        Bench.write(path.resolve("nested/skip"), "x");
        Bench.write(path.resolve("nested/keep"), "x");

        assertThat(names(snapshot("one")).lines())
                .containsExactly(".gitmodules", "README", "lib/README", "lib/dirt", "nested/.gitignore", "nested/keep");
    }

    @Test
    void bytesAreAsOnDiskWhateverFiltersAndLineEndingsSay() {
        bench.git(repository, "config", "core.autocrlf", "true");
        bench.git(repository, "config", "filter.up.clean", "tr a-z A-Z");
        Bench.write(path.resolve(".gitattributes"), "*.up filter=up\n*.txt text eol=crlf\n");
        Bench.write(path.resolve("a.up"), "lower");
        Bench.write(path.resolve("b.txt"), "one\r\ntwo\n");

        TreeId tree = snapshot("one");

        assertThat(content(tree, "a.up")).isEqualTo("lower");
        assertThat(content(tree, "b.txt")).isEqualTo("one\r\ntwo");
    }

    @Test
    void namesKeepTheirBytes() {
        bench.shell(
                path,
                "printf x > \"$(printf 'bad\\377\\nname')\"; : > ./-rf; : > 'a\\b'; mkdir $(printf 'd\\376'); : > $(printf 'd\\376')/in");

        TreeId tree = snapshot("one");

        assertThat(names(tree).lines())
                .containsExactlyInAnyOrder("-rf", "README", "\"a\\\\b\"", "\"bad\\377\\nname\"", "\"d\\376/in\"");
    }

    @Test
    void differencesShowRenamesAndNameBinaryFiles() {
        Bench.write(path.resolve("long"), "one\ntwo\nthree\nfour\nfive\n");
        TreeId before = snapshot("one");
        bench.shell(path, "mv long moved; printf '\\000\\001' > binary; echo more >> README");
        TreeId after = snapshot("two");

        assertThat(diff(before, after))
                .contains("rename from long\nrename to moved")
                .contains("Binary files /dev/null and b/binary differ")
                .contains(" hello\n+more\n");
        assertThat(diff(after, after)).isEmpty();
    }

    @Test
    void withoutSnapshotsTheDifferenceIsFromTheBaseToNow() {
        Bench.write(path.resolve("committed"), "c\n");
        bench.git(path, "add", ".");
        bench.git(path, "commit", "-qm", "work");
        Bench.write(path.resolve("README"), "hello\nagain\n");
        Bench.write(path.resolve("un tracked"), "u\n");
        bench.git(path, "init", "-q", "nested");
        String index = bench.git(path, "ls-files", "--stage");

        String diff = bench.workspaces().diff(workspace, Optional.empty(), Optional.empty());

        assertThat(diff)
                .contains("+++ b/committed")
                .contains("+again")
                .contains("+++ b/un tracked")
                .contains("+u\n");
        assertThat(bench.git(path, "ls-files", "--stage")).isEqualTo(index);
        assertThat(bench.git(path, "status", "--porcelain")).contains("?? \"un tracked\"");
    }

    @Test
    void lineEndingsAloneAreNoDifferenceFromTheBase() {
        Bench.write(path.resolve(".gitattributes"), "*.txt text eol=crlf\n");
        Bench.write(path.resolve("a.txt"), "one\r\n");
        bench.git(path, "add", ".");
        bench.git(path, "commit", "-qm", "text");
        Workspace now = bench.workspaces().create(bench.plan(path, "second"));
        bench.shell(Path.of(now.path()), "touch a.txt");

        assertThat(bench.workspaces().diff(now, Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aRepositoryWithoutCommitsDiffersByAllItsFiles() {
        Path fresh = bench.emptyRepository("fresh");
        Workspace inPlace = bench.inPlace(fresh);
        Bench.write(fresh.resolve("first"), "line\n");

        assertThat(bench.workspaces().diff(inPlace, Optional.empty(), Optional.empty()))
                .contains("+line");
    }

    @Test
    void fromASnapshotToNow() {
        TreeId before = snapshot("one");
        Bench.write(path.resolve("README"), "now\n");

        assertThat(bench.workspaces().diff(workspace, Optional.of(before), Optional.empty()))
                .contains("+now");
        assertThat(bench.workspaces().diff(workspace, Optional.empty(), Optional.of(before)))
                .isEmpty();
    }

    @Test
    void aPlainDirectoryHasSnapshotsToo() throws IOException {
        Path plain = Files.createDirectory(bench.directory.resolve("plain"));
        workspace = bench.inPlace(plain);
        Bench.write(plain.resolve("notes/a"), "x\n");
        TreeId before = snapshot("one");
        Bench.write(plain.resolve("notes/a"), "y\n");
        bench.shell(
                plain,
                "git init -q repo; echo skip > repo/.gitignore; : > repo/skip; : > repo/keep; mkdir node_modules; : > node_modules/m");

        assertThat(diff(before, snapshot("two")))
                .contains("-x\n+y\n")
                .contains("b/repo/keep")
                .doesNotContain("repo/skip b/", "node_modules");
        assertThatThrownBy(() -> bench.workspaces().diff(workspace, Optional.empty(), Optional.empty()))
                .hasMessageContaining("plain is in no git repository")
                .hasMessageContaining("diffs need a session in a repository");
    }

    @Test
    void aWorkspaceThatIsGoneIsSaidToBe() throws IOException {
        workspace = bench.inPlace(Files.createDirectory(bench.directory.resolve("plain")));
        Files.delete(bench.directory.resolve("plain"));

        assertThatThrownBy(() -> bench.workspaces().diff(workspace, Optional.empty(), Optional.empty()))
                .hasMessageContaining("plain is gone: restore a rescue of it");
    }

    @Test
    void aSnapshotThatIsNotThereIsSaidToBeMissing() {
        var nowhere = new TreeId("0123456789012345678901234567890123456789");

        assertThatThrownBy(() -> diff(nowhere, nowhere)).hasMessageContaining("not kept any more");
    }

    @Test
    void pruningKeepsTheNewest() {
        TreeId old = snapshot("one");
        Bench.write(path.resolve("README"), "2");
        snapshot("two");
        Bench.write(path.resolve("README"), "3");
        snapshot("three");

        bench.workspaces().prune(bench.session, workspace, 2);

        assertThat(bench.git(bench.state, "--git-dir=" + store(), "for-each-ref", "--format=%(refname:lstrip=4)")
                        .lines())
                .containsExactlyInAnyOrder("two", "three");
        assertThat(old).isNotNull();
    }

    @Test
    void aStoreThatWasDeletedIsMadeAnewFromTheFiles() {
        TreeId before = snapshot("one");
        bench.shell(bench.state, "rm -rf rescue");

        assertThat(snapshot("two")).isEqualTo(before);
        assertThat(content(before, "README")).isEqualTo("hello");
    }

    @Test
    void aTornIndexCostsTimeAndNothingElse() {
        TreeId before = snapshot("one");
        bench.shell(bench.state.resolve("snapshots"), "for f in *.index; do head -c 50 $f > t; mv t $f; done");

        assertThat(snapshot("two")).isEqualTo(before);
    }

    @Test
    void snapshotsLeaveTheRepositoryAlone() {
        String before = bench.shell(repository, "find .git -type f | sort; git for-each-ref");
        Bench.write(path.resolve("README"), "changed");

        snapshot("one");

        assertThat(bench.shell(repository, "find .git -type f | sort; git for-each-ref"))
                .isEqualTo(before);
    }
}
