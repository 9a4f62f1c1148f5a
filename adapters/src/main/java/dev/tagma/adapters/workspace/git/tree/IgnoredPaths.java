package dev.tagma.adapters.workspace.git.tree;

import dev.tagma.adapters.workspace.git.command.Git;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What git ignores in one repository: files, and directories of which everything is ignored.
 *
 * @param paths relative to the repository's directory, without slashes at the end
 */
public record IgnoredPaths(Set<BytePath> paths) {

    /** Asks git; where it does not answer nothing is ignored, so that more is saved and not less. */
    public static IgnoredPaths of(Git git, Path repository) {
        if (!named(repository)) {
            return new IgnoredPaths(Set.of());
        }
        var output = git.in(repository, "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
                .run();
        var paths = new HashSet<BytePath>();
        if (output.ok()) {
            for (String item : output.items()) {
                paths.add(new BytePath(item.endsWith("/") ? item.substring(0, item.length() - 1) : item));
            }
        }
        return new IgnoredPaths(paths);
    }

    /** Whether a process can be started there: only names that are text can be given to one. */
    public static boolean named(Path directory) {
        return Files.isDirectory(Path.of(directory.toString()));
    }

    public boolean contains(BytePath path) {
        return paths.contains(path);
    }
}
