package dev.tagma.adapters.workspace.git.repository;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A workspace found again on disk.
 *
 * @param path its directory, which may be gone
 * @param repository the repository as seen from the workspace, or from outside where the directory is gone
 */
public record Place(Path path, Optional<Repository> repository) {

    public static Place of(Git git, Workspace workspace) {
        if (workspace.path().isEmpty()) {
            throw new WorkspaceException(Kind.MISSING, "The workspace was never made");
        }
        Path path = Path.of(workspace.path());
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return new Place(path, Repository.at(git, path));
        }
        return new Place(
                path,
                workspace
                        .repository()
                        .map(Path::of)
                        .filter(Files::isDirectory)
                        .flatMap(home -> Repository.at(git, home)));
    }

    public boolean exists() {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** This place, or the failure that says that it is gone. */
    public Place existing() {
        if (!exists()) {
            throw new WorkspaceException(
                    Kind.MISSING, "The workspace " + path + " is gone: restore a rescue of it, or remove the session");
        }
        return this;
    }

    /** What the saves of this place are filed under: all worktrees of a repository share one store. */
    public Path storeKey() {
        return repository.map(Repository::commonDirectory).orElse(path);
    }

    /** Whether git's ignore rules decide here: not in a plain directory, nor in one that its repository ignores. */
    public boolean tracked() {
        return repository
                .filter(found -> found.topLevel().isPresent())
                .map(found -> found.topLevel().get().equals(path)
                        || !found.git("check-ignore", "--quiet", ".").run().ok())
                .orElse(false);
    }

    /** Whether this is the root of a worktree, not something below it. */
    public boolean isTopLevel() {
        return repository.flatMap(Repository::topLevel).filter(path::equals).isPresent();
    }
}
