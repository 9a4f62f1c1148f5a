package dev.tagma.adapters.workspace.git.repository;

import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.util.LinkedHashSet;

/**
 * Clean and smudge filters. Those that the user or the machine installed are theirs to run; one that only a repository's
 * own configuration names may have been put there by an agent, so merely looking must not run it.
 */
public final class Filters {

    private Filters() {}

    /** The command with every filter of the repository's own configuration taken away. */
    public static GitCommand installedOnly(Repository repository, GitCommand command) {
        var names = new LinkedHashSet<String>();
        var found = repository
                .git("config", "-z", "--show-scope", "--name-only", "--get-regexp", "^filter\\.")
                .run();
        var items = found.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            String scope = items.get(i);
            String key = items.get(i + 1);
            if (scope.equals("local") || scope.equals("worktree")) {
                if (!key.chars().allMatch(c -> c < 0x80)) {
                    throw new WorkspaceException(
                            Kind.REFUSED,
                            "The configuration of " + repository.home()
                                    + " names a filter that is not plain ASCII: rename or remove it");
                }
                names.add(key.substring(0, key.lastIndexOf('.')));
            }
        }
        GitCommand without = command;
        for (String name : names) {
            without = without.withSetting(name + ".clean", "")
                    .withSetting(name + ".smudge", "")
                    .withSetting(name + ".process", "")
                    .withSetting(name + ".required", "false");
        }
        return without;
    }
}
