package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.IgnoredPaths;
import dev.tagma.adapters.workspace.git.tree.Root;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the submodules of a working tree that have files of their own. */
final class Submodules {

    private Submodules() {}

    /** By their paths in the repository; those of submodules are theirs to tell. */
    static Map<BytePath, Repository> in(Repository repository) {
        var found = new LinkedHashMap<BytePath, Repository>();
        var files = new Root(repository.place());
        for (String item : repository.git("ls-files", "--stage", "-z").check().items()) {
            if (item.startsWith("160000 ")) {
                var path = new BytePath(item.substring(item.indexOf('\t') + 1));
                Path submodule = files.resolve(path);
                if (Files.exists(submodule.resolve(".git"), LinkOption.NOFOLLOW_LINKS)
                        && IgnoredPaths.named(submodule)) {
                    Repository.at(repository.git(), submodule).ifPresent(inner -> found.put(path, inner));
                }
            }
        }
        return found;
    }
}
