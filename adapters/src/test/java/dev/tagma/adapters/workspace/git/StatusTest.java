package dev.tagma.adapters.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {

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

    private WorkspaceStatus status() {
        return bench.workspaces().status(workspace);
    }

    @Test
    void aFreshWorktreeIsClean() {
        WorkspaceStatus status = status();

        assertThat(status.clean()).isTrue();
        assertThat(status.exists()).isTrue();
        assertThat(status.branch()).contains("otter");
        assertThat(status.head()).contains(bench.git(repository, "rev-parse", "HEAD"));
        assertThat(status.ignored()).isEmpty();
    }

    @Test
    void namesEverythingThatIsNotCommitted() {
        Bench.write(path.resolve("tracked"), "a long enough text to be found again after a rename\n");
        bench.git(path, "add", ".");
        bench.git(path, "commit", "-qm", "more");
        Bench.write(path.resolve("README"), "changed");
        Bench.write(path.resolve("new dir/ü\nfile"), "x");
        bench.git(path, "mv", "tracked", "renamed");

        assertThat(status().dirty()).containsExactlyInAnyOrder("README", "renamed", "\"new dir/\\303\\274\\nfile\"");
    }

    @Test
    void namesAtMostAThousandDirtyPaths() {
        bench.shell(path, "for i in $(seq 1005); do : > f$i; done");

        assertThat(status().dirty()).hasSize(1000);
    }

    @Test
    void countsCommitsThatAreNowhereElse() {
        bench.git(path, "commit", "-q", "--allow-empty", "-m", "one");
        bench.git(path, "commit", "-q", "--allow-empty", "-m", "two");
        assertThat(status().unpushed()).isEqualTo(2);

        bench.git(repository, "branch", "kept", "otter~1");
        assertThat(status().unpushed()).isEqualTo(1);

        bench.git(bench.directory, "clone", "-q", "--bare", repository.toString(), "origin.git");
        bench.git(
                repository,
                "remote",
                "add",
                "origin",
                bench.directory.resolve("origin.git").toString());
        bench.git(repository, "fetch", "-q");
        assertThat(status().unpushed()).isZero();
    }

    @Test
    void countsCommitsOfADetachedHead() {
        bench.git(path, "switch", "-q", "--detach");
        bench.git(path, "commit", "-q", "--allow-empty", "-m", "adrift");

        assertThat(status().unpushed()).isEqualTo(1);
        assertThat(status().branch()).isEmpty();
    }

    @Test
    void namesWhatGitIsInTheMiddleOf() {
        Bench.write(path.resolve("README"), "ours\n");
        bench.git(path, "commit", "-qam", "ours");
        bench.git(path, "switch", "-qc", "theirs", "HEAD~1");
        Bench.write(path.resolve("README"), "theirs\n");
        bench.git(path, "commit", "-qam", "theirs");

        bench.tryGit(path, "merge", "otter");
        assertThat(status().operation()).contains("merge");
        bench.git(path, "merge", "--abort");
        bench.tryGit(path, "rebase", "otter");
        assertThat(status().operation()).contains("rebase");
        bench.git(path, "rebase", "--abort");
        bench.tryGit(path, "cherry-pick", "otter");
        assertThat(status().operation()).contains("cherry-pick");
        bench.git(path, "cherry-pick", "--abort");
        bench.tryGit(path, "revert", "--no-edit", "otter");
        assertThat(status().clean()).isFalse();
        bench.tryGit(path, "revert", "--abort");
        bench.git(path, "bisect", "start");
        assertThat(status().operation()).contains("bisect");
    }

    @Test
    void namesIgnoredFilesAndDirectories() {
        Bench.write(path.resolve(".gitignore"), ".env\nnode_modules/\n");
        Bench.write(path.resolve(".env"), "SECRET=1");
        Bench.write(path.resolve("node_modules/a/b.js"), "x");

        assertThat(status().ignored()).containsExactlyInAnyOrder(".env", "node_modules/");
    }

    @Test
    void aDirectoryThatIsGoneDoesNotExist() {
        bench.shell(bench.directory, "rm -r '" + path + "'");

        assertThat(status().exists()).isFalse();
    }

    @Test
    void aPlainDirectoryIsClean() throws IOException {
        Path plain = Files.createDirectory(bench.directory.resolve("plain"));

        WorkspaceStatus status = bench.workspaces().status(bench.inPlace(plain));

        assertThat(status.exists()).isTrue();
        assertThat(status.clean()).isTrue();
    }

    @Test
    void namesWhatIsDirtyInSubmodulesAndRunsNoneOfTheirFilters() {
        Path library = bench.repository("library");
        bench.git(path, "submodule", "--quiet", "add", library.toString(), "lib");
        bench.git(path, "commit", "-qm", "with lib");
        assertThat(status().dirty()).isEmpty();
        bench.git(path.resolve("lib"), "config", "filter.sly.clean", "touch '" + bench.directory + "/ran'; cat");
        Bench.write(path.resolve("lib/.gitattributes"), "* filter=sly\n");
        Bench.write(path.resolve("lib/README"), "hellO\n");

        assertThat(status().dirty()).containsExactlyInAnyOrder("lib/README", "lib/.gitattributes");
        assertThat(bench.workspaces().diff(workspace, Optional.empty(), Optional.empty()))
                .contains("+Subproject commit");
        assertThat(bench.directory.resolve("ran")).doesNotExist();
    }

    @Test
    void lookingRunsNeitherAFilterOfTheRepositoryNorItsMonitor() {
        String touch = "touch '" + bench.directory + "/ran'; cat";
        bench.git(repository, "config", "filter.sly.clean", touch);
        bench.git(repository, "config", "filter.sly.process", touch);
        bench.git(repository, "config", "core.fsmonitor", touch);
        Bench.write(path.resolve(".gitattributes"), "* filter=sly\n");
        Bench.write(path.resolve("README"), "hellO\n");

        assertThat(status().dirty()).contains("README");
        assertThat(bench.workspaces().diff(workspace, Optional.empty(), Optional.empty()))
                .contains("+hellO");
        assertThat(bench.directory.resolve("ran")).doesNotExist();
    }
}
