package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever a tree is made of, it comes back. Trees are made by a shell, whose tools know nothing of the code under test. */
class TreePropertyTest {

    private Bench bench;
    private Workspace workspace;
    private Path path;

    @BeforeTry
    void makeWorktree() throws IOException {
        bench = new Bench(Files.createTempDirectory("trees").toRealPath());
        workspace = bench.worktree(bench.repository("project"), "otter");
        path = Path.of(workspace.path());
        Bench.write(path.resolve(".gitignore"), "*.log\n.env\ncache/\n");
    }

    @AfterTry
    void clean() {
        bench.shell(Path.of("/"), "chmod -R u+rwX '" + bench.directory + "'; rm -rf '" + bench.directory + "'");
    }

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void savedRemovedAndRestoredIsTheSame(@ForAll("steps") List<String> steps) {
        play(steps);
        // Looking at the status may itself refresh an index.
        String status = bench.git(path, "status", "--porcelain", "--untracked-files=all");
        String tree = bench.fingerprint(path);

        Rescue rescue = bench.workspaces().remove(bench.session, workspace, Permit.ALL);
        assertThat(path).doesNotExist();
        bench.workspaces().restore(rescue, path);

        assertThat(bench.fingerprint(path)).isEqualTo(tree);
        assertThat(bench.git(path, "status", "--porcelain", "--untracked-files=all"))
                .isEqualTo(status);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void goingBackToASnapshotGivesItsFilesBackAndLosesNothing(
            @ForAll("steps") List<String> first, @ForAll("steps") List<String> second) {
        play(first);
        TreeId tree = bench.workspaces().snapshot(bench.session, workspace, "one");
        play(second);
        String later = bench.fingerprint(path);

        Rescue saved;
        try {
            saved = bench.workspaces()
                    .rewind(bench.session, workspace, tree)
                    .savedFirst()
                    .orElseThrow();
            assertThat(bench.workspaces().snapshot(bench.session, workspace, "two"))
                    .isEqualTo(tree);
        } catch (dev.tagma.spi.workspace.WorkspaceException e) {
            assertThat(e).hasMessageContaining("in the way");
            assertThat(bench.fingerprint(path)).isEqualTo(later);
            return;
        }
        bench.workspaces().restore(saved, path);
        assertThat(contents(bench.fingerprint(path))).isEqualTo(contents(later));
    }

    private static List<String> contents(String fingerprint) {
        return fingerprint
                .lines()
                .filter(line -> line.matches("[0-9a-f]{64}  .*"))
                .toList();
    }

    /** A step that cannot be done where it comes, such as a file inside a file, is left out. */
    private void play(List<String> steps) {
        for (String step : steps) {
            bench.shell(path, "(" + step + ") 2>/dev/null || true");
        }
    }

    @Provide
    Arbitrary<List<String>> steps() {
        Arbitrary<String> name = Arbitraries.of(
                "a",
                "b",
                "c",
                ".env",
                "x.log",
                "cache",
                "-rf",
                "with space",
                "n\\nl",
                "bad\\377",
                "\\303\\274",
                "b\\\\s");
        Arbitrary<String> file = name.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(names -> "\"$(printf './" + String.join("/", names) + ".')\"")
                .map(quoted -> quoted.replace(".')\"", "')\""));
        Arbitrary<String> mode = Arbitraries.of("600", "644", "755", "4755", "400", "666");
        Arbitrary<String> content = Arbitraries.of("x", "", "x\\r\\ny\\n", "\\000\\001\\377", "longer text\\n");
        Arbitrary<String> write = Combinators.combine(file, content, mode)
                .as((to, text, bits) -> "test ! -p " + to + " && mkdir -p \"$(dirname " + to + ")\" && printf '" + text
                        + "' > " + to + " && chmod " + bits + " " + to);
        Arbitrary<String> link = Combinators.combine(file, Arbitraries.of("a", "/etc", "../..", "no//where/", "t\\376"))
                .as((at, target) -> "mkdir -p \"$(dirname " + at + ")\"; ln -s \"$(printf '" + target + "')\" " + at);
        Arbitrary<String> directory = Combinators.combine(file, Arbitraries.of("755", "700", "1777"))
                .as((at, bits) -> "mkdir -p " + at + "; chmod " + bits + " " + at);
        Arbitrary<String> repository = file.map(at -> "git init -q " + at + "; cd " + at
                + " && echo in > in && git add in && git commit -qm in && echo more > more");
        Arbitrary<String> stage = file.map(at -> "git add -f " + at);
        Arbitrary<String> delete = file.map(at -> "rm -rf " + at);
        Arbitrary<String> commit = Arbitraries.just("git commit -qm step");
        Arbitrary<String> hardLink =
                Combinators.combine(file, file).as((from, to) -> "test -f " + from + " && ln " + from + " " + to);
        Arbitrary<String> fifo = file.map(at -> "mkfifo " + at);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, write),
                        net.jqwik.api.Tuple.of(2, link),
                        net.jqwik.api.Tuple.of(2, directory),
                        net.jqwik.api.Tuple.of(1, repository),
                        net.jqwik.api.Tuple.of(2, stage),
                        net.jqwik.api.Tuple.of(2, delete),
                        net.jqwik.api.Tuple.of(1, commit),
                        net.jqwik.api.Tuple.of(1, hardLink),
                        net.jqwik.api.Tuple.of(1, fifo))
                .list()
                .ofMinSize(1)
                .ofMaxSize(14);
    }
}
