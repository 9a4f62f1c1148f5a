package dev.tagma.adapters.workspace.git.repository;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A workspace found again on disk.
 *
 * @param path its directory, which may be gone
 * @param repository the repository that git sees from the directory, none where it is gone or plain
 * @param common what the workspace's repository shares among worktrees, also where git does not see it from the directory
 * @param gitRoot the git directory that belongs to the workspace alone, where the workspace is the root of a worktree
 * @param members what it has of each repository, where it is of several; then it shares what the first one shares
 */
public record Place(
        Path path,
        Optional<Repository> repository,
        Optional<Path> common,
        Optional<Path> gitRoot,
        List<Place> members) {

    public Place {
        members = List.copyOf(members);
    }

    public static Place of(Git git, Workspace workspace) {
        if (workspace.path().isEmpty()) {
            throw new WorkspaceException(Kind.MISSING, "The workspace was never made");
        }
        Path path = Path.of(workspace.path());
        if (!workspace.members().isEmpty()) {
            List<Place> members =
                    workspace.members().stream().map(member -> of(git, member)).toList();
            return new Place(path, Optional.empty(), members.getFirst().common(), Optional.empty(), members);
        }
        Optional<Repository> seen =
                Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? Repository.at(git, path) : Optional.empty();
        if (!workspace.owned()) {
            return new Place(
                    path,
                    seen,
                    seen.map(Repository::commonDirectory),
                    seen.filter(found -> found.topLevel().filter(path::equals).isPresent())
                            .map(Repository::gitDirectory),
                    List.of());
        }
        // A worktree of ours belongs to the repository that it was made of, whatever has become of its .git file.
        Optional<Path> common = workspace
                .repository()
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(home -> Repository.at(git, home))
                .map(Repository::commonDirectory);
        Optional<Path> registered = common.flatMap(directory -> Registration.gitDirectory(directory, path));
        return new Place(
                path,
                seen.filter(found -> found.topLevel().filter(path::equals).isPresent()),
                common,
                registered,
                List.of());
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

    /** What it is called where it is one of several. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** The git directories that belong to the workspace alone: its own, or its members'. */
    public List<Path> gitRoots() {
        return Stream.concat(gitRoot.stream(), members.stream().flatMap(member -> member.gitRoots().stream()))
                .toList();
    }

    /** What the saves of this place are filed under: all worktrees of a repository share one store. */
    public Path storeKey() {
        return common.orElse(path);
    }

    /** Whether git's ignore rules decide here: not in a plain directory, nor in one that its repository ignores. */
    public boolean tracked() {
        return repository
                .filter(found -> found.topLevel().isPresent())
                .map(found -> found.topLevel().get().equals(path)
                        || !found.git("check-ignore", "--quiet", ".").run().ok())
                .orElse(false);
    }
}
