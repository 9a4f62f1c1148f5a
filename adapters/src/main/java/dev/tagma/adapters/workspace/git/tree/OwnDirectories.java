package dev.tagma.adapters.workspace.git.tree;

import java.nio.file.Path;
import java.util.List;

/**
 * Directories of ours, which are no part of anybody's workspace even where they lie inside one, as when somebody works in
 * place in a home directory: a store cannot be saved into itself.
 */
public record OwnDirectories(List<Path> paths) {

    public OwnDirectories {
        paths = List.copyOf(paths);
    }

    public boolean contain(Path path) {
        return paths.stream().anyMatch(path::startsWith);
    }

    /** Those that lie below a directory; a worktree of ours lies below them instead, and is all the session's. */
    public OwnDirectories below(Path directory) {
        return new OwnDirectories(paths.stream()
                .filter(path -> path.startsWith(directory) && !path.equals(directory))
                .toList());
    }

    public boolean isEmpty() {
        return paths.isEmpty();
    }
}
