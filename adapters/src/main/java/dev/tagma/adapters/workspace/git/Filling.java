package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.carry.Carrier;
import dev.tagma.adapters.workspace.git.carry.Unchanged;
import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.core.workspace.Carried;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Puts files into a new working tree. */
final class Filling {

    private final Git git;
    private final Carrier carrier;

    Filling(Git git, Carrier carrier) {
        this.git = git;
        this.carrier = carrier;
    }

    /** Those of its branch, with the filters that the repository asks for and without its hooks. */
    void fill(Path path) {
        git.in(path, "reset", "--hard", "--quiet", "--no-recurse-submodules")
                .withEnvironment("GIT_NO_LAZY_FETCH", "0")
                .withLimit(GitCommand.LONG_LIMIT)
                .check();
    }

    /** Those of the repository's own checkout that are to be carried over. */
    void carry(Carried carried, Repository repository, Path path) {
        Optional<Path> from = repository.checkout().filter(checkout -> !checkout.equals(path));
        if (carried.isEmpty() || from.isEmpty()) {
            return;
        }
        carrier.carry(carried, from.get(), path);
        List<String> untracked = git.in(path, "ls-files", "-z", "--others", "--exclude-standard")
                .check()
                .items();
        Unchanged.of(path, untracked).write(gitDirectory(path));
    }

    Path gitDirectory(Path worktree) {
        return Path.of(
                git.in(worktree, "rev-parse", "--absolute-git-dir").check().text());
    }
}
