package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.WorkspacePlan.Kind;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a new worktree is given of the files that git does not keep. */
class CarryTest {

    @TempDir
    Path temporary;

    private Bench bench;
    private Path repository;

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(temporary.toRealPath());
        repository = bench.repository("project");
        Bench.write(repository.resolve(".gitignore"), ".env\nnode_modules/\nsecret\n");
        bench.git(repository, "add", ".");
        bench.git(repository, "commit", "-qm", "ignore");
    }

    private WorkspacePlan plan(Carried carried) {
        return new WorkspacePlan(
                bench.session, Kind.AUTOMATIC, repository, "otter", Optional.empty(), Optional.empty(), carried);
    }

    private Workspace made(Carried carried) {
        return bench.workspaces().create(plan(carried));
    }

    private static Carried copied(String... paths) {
        return new Carried(List.of(paths), List.of());
    }

    private static Carried linked(String... paths) {
        return new Carried(List.of(), List.of(paths));
    }

    @Test
    void aFileIsCopiedWithItsMode() throws IOException {
        Bench.write(repository.resolve(".env"), "KEY=1\n");
        Files.setPosixFilePermissions(repository.resolve(".env"), PosixFilePermissions.fromString("rw-------"));

        Path copy = Path.of(made(copied(".env")).path(), ".env");

        assertThat(copy).hasContent("KEY=1\n").isRegularFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        Bench.write(copy, "KEY=2\n");
        assertThat(repository.resolve(".env")).hasContent("KEY=1\n");
    }

    @Test
    void aDirectoryIsCopiedWithItsLinksAsLinksAndWithoutAnybodysGitDirectory() {
        bench.shell(repository, """
                mkdir -p secret/deep secret/clone; echo a > secret/deep/a; ln -s deep/a secret/link
                ln -s /etc/passwd secret/outside; mkfifo secret/pipe; git init -q secret/clone; echo b > secret/clone/b
                chmod 500 secret/deep""");

        Path copy = Path.of(made(copied("secret")).path(), "secret");

        assertThat(copy.resolve("deep/a")).hasContent("a\n");
        assertThat(copy.resolve("link")).isSymbolicLink().hasContent("a\n");
        assertThat(bench.shell(copy, "readlink outside")).isEqualTo("/etc/passwd");
        assertThat(copy.resolve("pipe")).doesNotExist();
        assertThat(copy.resolve("clone/b")).hasContent("b\n");
        assertThat(copy.resolve("clone/.git")).doesNotExist();
        assertThat(bench.shell(copy, "stat -c %a deep")).isEqualTo("500");
        bench.shell(repository, "chmod 700 secret/deep");
    }

    @Test
    void aDirectoryIsLinkedAndMakesNoWorkOfIt() {
        Bench.write(repository.resolve("node_modules/left-pad/index.js"), "pad\n");

        Workspace made = made(linked("node_modules"));

        Path link = Path.of(made.path(), "node_modules");
        assertThat(link).isSymbolicLink();
        assertThat(link.resolve("left-pad/index.js")).hasContent("pad\n");
        // The pattern's slash lets git show a link in the place of the directory.
        assertThat(bench.git(Path.of(made.path()), "status", "--porcelain")).isEqualTo("?? node_modules");
        assertThat(bench.workspaces().status(made).clean()).isTrue();
    }

    @Test
    void whatIsMadeOfAnUntrackedCopyIsWork() {
        Bench.write(repository.resolve("notes"), "mine\n");
        Workspace made = made(copied("notes"));
        assertThat(bench.workspaces().status(made).clean()).isTrue();

        Bench.write(Path.of(made.path(), "notes"), "hers\n");

        assertThat(bench.workspaces().status(made).dirty()).containsExactly("notes");
    }

    @Test
    void nothingIsWrittenOver() {
        Bench.write(repository.resolve("kept/tracked"), "from the branch\n");
        bench.git(repository, "add", ".");
        bench.git(repository, "commit", "-qm", "tracked");
        Bench.write(repository.resolve("kept/tracked"), "from the checkout\n");
        Bench.write(repository.resolve("kept/local"), "local\n");
        Bench.write(repository.resolve("README"), "changed\n");

        Path path =
                Path.of(made(new Carried(List.of("kept"), List.of("README"))).path());

        assertThat(path.resolve("kept/tracked")).hasContent("from the branch\n");
        assertThat(path.resolve("kept/local")).hasContent("local\n");
        assertThat(path.resolve("README")).hasContent("hello\n").isRegularFile();
        assertThat(path.resolve("README"))
                .satisfies(file -> assertThat(Files.isSymbolicLink(file)).isFalse());
    }

    @Test
    void whatIsNotThereIsNotCarriedOver() {
        Workspace made = made(new Carried(List.of(".env", "a/b"), List.of("node_modules")));

        assertThat(bench.shell(Path.of(made.path()), "ls -A")).isEqualTo(".git\n.gitignore\nREADME");
    }

    @Test
    void pathsMayHaveAnyName() {
        List<String> names = List.of("with spaces/a b", "ünïcödé/ß", "-rf", "quo\"te");
        names.forEach(name -> Bench.write(repository.resolve(name), name));

        Path path = Path.of(made(copied(names.toArray(String[]::new))).path());

        assertThat(names).allSatisfy(name -> assertThat(path.resolve(name)).hasContent(name));
        assertThat(bench.workspaces()
                        .status(made(copied(names.toArray(String[]::new))))
                        .dirty())
                .isEmpty();
    }

    /** A link on the way would lead wherever its writer wanted. */
    @Test
    void noLinkIsFollowedOutOfTheCheckoutNorOutOfTheWorktree() throws IOException {
        Path outside = Files.createDirectory(bench.directory.resolve("outside"));
        Bench.write(outside.resolve("key"), "secret\n");
        Files.createSymbolicLink(repository.resolve("away"), outside);

        assertThatThrownBy(() -> made(copied("away/key")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("'away/key' cannot be copied")
                .hasMessageContaining(repository.resolve("away").toString());

        // Tracked in the branch, a directory in the checkout: the way into the worktree leads out of it.
        bench.git(repository, "add", "away");
        bench.git(repository, "commit", "-qm", "away");
        Files.delete(repository.resolve("away"));
        Bench.write(repository.resolve("away/new"), "new\n");

        assertThatThrownBy(() -> bench.workspaces()
                        .create(new WorkspacePlan(
                                bench.session,
                                Kind.WORKTREE,
                                repository,
                                "heron",
                                Optional.empty(),
                                Optional.empty(),
                                copied("away/new"))))
                .hasMessageContaining("is no directory of its own");
        assertThat(outside.resolve("new")).doesNotExist();
    }

    @Test
    void aWorktreeThatCouldNotBeGivenItsFilesIsMadeWholeWhenTheyCanBe() throws IOException {
        Files.createSymbolicLink(repository.resolve("away"), bench.directory);
        assertThatThrownBy(() -> made(copied("away/key"))).isInstanceOf(WorkspaceException.class);
        Files.delete(repository.resolve("away"));
        Bench.write(repository.resolve("away/key"), "mine\n");

        assertThat(Path.of(made(copied("away/key")).path(), "away/key")).hasContent("mine\n");
    }

    /** Nobody was given it, so nobody would ever remove it; and the name stays free. */
    @Test
    void aWorktreeThatCouldNotBeGivenItsFilesLeavesNothing() throws IOException {
        bench.shell(repository, "mkdir -p secret/deep; echo a > secret/deep/a; chmod 555 secret/deep");
        Files.createSymbolicLink(repository.resolve("away"), bench.directory);
        String before = bench.git(repository, "for-each-ref") + bench.git(repository, "worktree", "list");

        assertThatThrownBy(() -> made(copied("secret", "away/key")))
                .hasMessageContaining("create a new session")
                .satisfies(failed -> assertThat(failed.getSuppressed()).isEmpty());

        assertThat(bench.git(repository, "for-each-ref") + bench.git(repository, "worktree", "list"))
                .isEqualTo(before);
        assertThat(bench.shell(bench.directory, "find worktrees -mindepth 2")).isEmpty();
        assertThat(repository.resolve("secret/deep/a")).hasContent("a\n");
    }

    @Test
    void aBranchThatWasThereBeforeStaysWhereItWas() throws IOException {
        Files.createSymbolicLink(repository.resolve("away"), bench.directory);
        bench.git(repository, "branch", "otter");
        String before = bench.git(repository, "for-each-ref");

        assertThatThrownBy(() -> made(copied("away/key"))).isInstanceOf(WorkspaceException.class);

        assertThat(bench.git(repository, "for-each-ref")).isEqualTo(before);
    }

    @Test
    void aRemovalDeletesTheLinkAndNothingBehindItAndTheRescueHoldsTheLink() {
        Bench.write(repository.resolve("node_modules/left-pad/index.js"), "pad\n");
        Workspace made = made(linked("node_modules"));
        String before = bench.fingerprint(repository.resolve("node_modules"));

        Rescue rescue = bench.workspaces().remove(bench.session, made, Permit.CLEAN_ONLY);

        assertThat(Path.of(made.path())).doesNotExist();
        assertThat(bench.fingerprint(repository.resolve("node_modules"))).isEqualTo(before);
        assertThat(bench.workspaces().manifest(rescue)).contains("node_modules").doesNotContain("left-pad");

        Path restored = bench.workspaces().restore(rescue, Path.of(made.path())).path();
        assertThat(restored.resolve("node_modules"))
                .isSymbolicLink()
                .satisfies(
                        link -> assertThat(Files.readSymbolicLink(link)).isEqualTo(repository.resolve("node_modules")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"worktree.registered", "worktree.filled", "worktree.carried"})
    void repeatingAfterACrashMakesItWholeAndHarmsNothingBehindALink(String step) {
        Bench.write(repository.resolve("node_modules/left-pad/index.js"), "pad\n");
        Bench.write(repository.resolve(".env"), "KEY=1\n");
        var carried = new Carried(List.of(".env"), List.of("node_modules"));
        var crashing = bench.workspaces(name -> {
            if (name.equals(step)) {
                throw new IllegalStateException("crash");
            }
        });
        assertThatThrownBy(() -> crashing.create(plan(carried))).hasMessage("crash");

        Path path = Path.of(made(carried).path());

        assertThat(path.resolve(".env")).hasContent("KEY=1\n");
        assertThat(path.resolve("node_modules")).isSymbolicLink();
        assertThat(repository.resolve("node_modules/left-pad/index.js")).hasContent("pad\n");
    }

    @Test
    void aSessionsWorktreeGivesWhatTheRepositorysOwnCheckoutHas() {
        Bench.write(repository.resolve("node_modules/a"), "a\n");
        Workspace first = made(linked("node_modules"));

        Workspace second = bench.workspaces()
                .create(new WorkspacePlan(
                        bench.session,
                        Kind.WORKTREE,
                        Path.of(first.path()),
                        "heron",
                        Optional.empty(),
                        Optional.empty(),
                        linked("node_modules")));

        assertThat(Path.of(second.path(), "node_modules"))
                .satisfies(
                        link -> assertThat(Files.readSymbolicLink(link)).isEqualTo(repository.resolve("node_modules")));
    }

    @Test
    void inPlaceNothingIsCarried() {
        Bench.write(repository.resolve(".env"), "KEY=1\n");

        bench.workspaces()
                .create(new WorkspacePlan(
                        bench.session,
                        Kind.IN_PLACE,
                        repository,
                        "otter",
                        Optional.empty(),
                        Optional.empty(),
                        linked(".env")));

        assertThat(Files.isRegularFile(repository.resolve(".env"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }
}
