package dev.tagma.adapters.workspace.git.repository;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A repository of the user's, seen from one directory in it.
 *
 * @param place the directory it is seen from; commands run there
 * @param gitDirectory what is private to this worktree: HEAD, index, operations in progress
 * @param commonDirectory what all worktrees share: objects, refs, configuration
 * @param topLevel the root of the worktree, none in a bare repository
 */
public record Repository(Git git, Path place, Path gitDirectory, Path commonDirectory, Optional<Path> topLevel) {

    /** The repository that a directory belongs to, none where there is none. */
    public static Optional<Repository> at(Git git, Path place) {
        GitOutput found = git.in(place, "rev-parse", "--absolute-git-dir").run();
        if (!found.ok()) {
            if (found.complaint().contains("not a git repository")) {
                return Optional.empty();
            }
            throw new WorkspaceException(
                    Kind.REFUSED, "git does not open the repository of " + place + ": " + found.reason());
        }
        Path gitDirectory = path(found);
        Path common = path(git.in(place, "rev-parse", "--path-format=absolute", "--git-common-dir")
                .check());
        GitOutput top = git.in(place, "rev-parse", "--show-toplevel").run();
        return Optional.of(
                new Repository(git, place, gitDirectory, common, top.ok() ? Optional.of(path(top)) : Optional.empty()));
    }

    public GitCommand git(String... arguments) {
        return git.in(place, arguments);
    }

    /** A command that needs no worktree, and so works when that is gone. */
    public GitCommand common(String... arguments) {
        return git.in(commonDirectory, arguments).withEnvironment("GIT_DIR", commonDirectory.toString());
    }

    /** What a person takes for the repository: the main worktree's root, or the git directory where that has none beside it. */
    public Path home() {
        Path parent = commonDirectory.getParent();
        return commonDirectory.endsWith(".git") && parent != null ? parent : commonDirectory;
    }

    /** The working tree that a person takes for the repository's own: the main one, else the one it is seen from. */
    public Optional<Path> checkout() {
        return commonDirectory.endsWith(".git") && Files.isDirectory(home()) ? Optional.of(home()) : topLevel;
    }

    /** Whether this worktree was added beside the main one. */
    public boolean linked() {
        return !gitDirectory.equals(commonDirectory);
    }

    /** The commit that a name stands for. */
    public Optional<String> commit(String name) {
        GitOutput found = git("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
                .run();
        return found.ok() ? Optional.of(found.text()) : Optional.empty();
    }

    public Optional<String> head() {
        return commit("HEAD");
    }

    /** The branch that HEAD is on, born or not; none when detached. */
    public Optional<String> branch() {
        GitOutput found = git("symbolic-ref", "--quiet", "--short", "HEAD").run();
        return found.ok() ? Optional.of(found.text()) : Optional.empty();
    }

    private static Path path(GitOutput output) {
        return Path.of(output.text());
    }
}
