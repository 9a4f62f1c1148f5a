package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Workspaces.Restored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewindTest {

    @TempDir
    Path temporary;

    private Bench bench;
    private Workspace workspace;
    private Path path;

    @BeforeEach
    void makeWorktree() throws IOException {
        bench = new Bench(temporary.toRealPath());
        workspace = bench.worktree(bench.repository("project"), "otter");
        path = Path.of(workspace.path());
    }

    private TreeId snapshot(String label) {
        return bench.workspaces().snapshot(bench.session, workspace, label);
    }

    private Restored rewind(TreeId tree) {
        return bench.workspaces().rewind(bench.session, workspace, tree);
    }

    /** Kinds, modes, names and hashes, but no times. */
    private List<String> files() {
        return bench.shell(
                        path,
                        "find . -name .git -prune -o -type f -printf 'f %m %p\\n' -o -type l -printf 'l %p %l\\n' | sort;"
                                + " find . -name .git -prune -o -type f -print0 | sort -z | xargs -0 sha256sum")
                .lines()
                .toList();
    }

    @Test
    void filesGoBackExactlyAndTheRestStays() {
        Bench.write(path.resolve(".gitignore"), ".env\n");
        bench.shell(path, """
                mkdir -p a/b gone; echo 1 > a/b/one; echo 2 > a/two; chmod 600 a/two; ln -s a link; echo d > gone/d
                printf 'x\\r\\n' > crlf; : > ./-rf; : > "$(printf 'bad\\377')"; chmod 700 a; git add a
                """);
        List<String> before = files();
        TreeId tree = snapshot("one");
        String index = bench.git(path, "ls-files", "--stage");
        bench.shell(path, """
                rm -r a/b link gone; echo file > a/b; mkdir link; echo in > link/in; echo 22 > a/two; chmod 755 a/two
                mkdir -p new/deep; echo n > new/deep/n; echo secret > .env; mkdir empty
                """);
        List<String> after = files();

        Restored restored = rewind(tree);

        assertThat(path.resolve(".env")).hasContent("secret\n");
        assertThat(path.resolve("empty")).exists();
        assertThat(path.resolve("new")).doesNotExist();
        assertThat(bench.shell(path, "stat -c %a a")).isEqualTo("700");
        assertThat(bench.git(path, "ls-files", "--stage")).isEqualTo(index);
        bench.shell(path, "rm .env");
        assertThat(files()).isEqualTo(before);
        bench.workspaces().restore(restored.savedFirst().orElseThrow(), path);
        assertThat(files()).isEqualTo(after);
    }

    @Test
    void nothingToDoTouchesNothing() {
        TreeId tree = snapshot("one");
        String before = bench.fingerprint(path);

        rewind(tree);

        assertThat(bench.fingerprint(path)).isEqualTo(before);
    }

    @Test
    void commitsAndHeadStay() {
        TreeId tree = snapshot("one");
        Bench.write(path.resolve("README"), "committed\n");
        bench.git(path, "commit", "-qam", "work");
        String head = bench.git(path, "rev-parse", "HEAD");

        rewind(tree);

        assertThat(bench.git(path, "rev-parse", "HEAD")).isEqualTo(head);
        assertThat(bench.git(path, "status", "--porcelain")).isEqualTo("M README");
    }

    @Test
    void aFileThatIsIgnoredByTheRulesOfEitherTimeStays() {
        Bench.write(path.resolve(".gitignore"), "*.then\n");
        TreeId tree = snapshot("one");
        Bench.write(path.resolve(".gitignore"), "*.now\n");
        Bench.write(path.resolve("a.then"), "x");
        Bench.write(path.resolve("b.now"), "x");
        Bench.write(path.resolve("c.never"), "x");

        rewind(tree);

        assertThat(path.resolve("a.then")).exists();
        assertThat(path.resolve("b.now")).exists();
        assertThat(path.resolve("c.never")).doesNotExist();
    }

    @Test
    void somethingIgnoredInTheWayRefusesBeforeAnythingChanges() {
        Bench.write(path.resolve("thing"), "file");
        Bench.write(path.resolve("other/x"), "x");
        TreeId tree = snapshot("one");
        bench.shell(
                path,
                "rm -r thing other; mkdir thing; echo i > thing/inner; echo /thing > .gitignore; echo more >> README");
        List<String> before = files();

        assertThatThrownBy(() -> rewind(tree)).hasMessageContaining("thing/inner is ignored by git and in the way");

        assertThat(files()).isEqualTo(before);
        bench.shell(path, "rm -r thing; echo now-ignored > other; echo /other > .gitignore");
        assertThatThrownBy(() -> rewind(tree)).hasMessageContaining("/other is ignored by git and in the way");
    }

    @Test
    void filesOfNestedRepositoriesGoBackAndTheirHistoryStays() {
        bench.git(path, "init", "-q", "nested");
        Path nested = path.resolve("nested");
        Bench.write(nested.resolve("file"), "1");
        TreeId tree = snapshot("one");
        Bench.write(nested.resolve("file"), "2");
        bench.git(nested, "add", ".");
        bench.git(nested, "commit", "-qm", "inner");

        rewind(tree);

        assertThat(nested.resolve("file")).hasContent("1");
        assertThat(bench.git(nested, "status", "--porcelain")).isEqualTo("M file");
    }

    @Test
    void aPlainDirectoryGoesBackToo() {
        Path plain = bench.directory.resolve("plain");
        Bench.write(plain.resolve("a"), "1");
        workspace = bench.inPlace(plain);
        TreeId tree = snapshot("one");
        bench.shell(plain, "echo 2 > a; echo b > b; mkdir node_modules; echo m > node_modules/m");

        rewind(tree);

        assertThat(bench.shell(plain, "cat a; ls")).isEqualTo("1a\nnode_modules");
    }

    @Test
    void aSnapshotThatIsNotKeptIsMissing() {
        assertThatThrownBy(() -> rewind(new TreeId("0123456789012345678901234567890123456789")))
                .hasMessageContaining("not kept any more");
        assertThat(bench.workspaces().rescues()).isEmpty();
    }

    @Test
    void theDifferenceToASnapshotIsNoneAfterGoingBackToIt() {
        TreeId tree = snapshot("one");
        bench.shell(path, "echo x >> README; echo y > y");
        assertThat(bench.workspaces().diff(workspace, Optional.of(tree), Optional.empty()))
                .isNotEmpty();

        rewind(tree);

        assertThat(bench.workspaces().diff(workspace, Optional.of(tree), Optional.empty()))
                .isEmpty();
    }
}
