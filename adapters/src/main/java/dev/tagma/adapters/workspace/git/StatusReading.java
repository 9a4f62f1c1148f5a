package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.carry.Unchanged;
import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Filters;
import dev.tagma.adapters.workspace.git.repository.Operation;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspaceStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads how a workspace stands, changing nothing. */
final class StatusReading {

    static final int MOST_DIRTY = 1000;

    private StatusReading() {}

    /** @param alone whether the repository vanishes with the workspace, and with it all branches that are only there */
    static WorkspaceStatus of(Place place, boolean alone) {
        Optional<Repository> repository =
                place.repository().filter(found -> found.topLevel().isPresent());
        if (!place.exists() || repository.isEmpty()) {
            return new WorkspaceStatus(
                    place.exists(), Optional.empty(), Optional.empty(), List.of(), 0, List.of(), Optional.empty());
        }
        Repository found = repository.get();
        var dirty = new ArrayList<String>();
        var ignored = new ArrayList<String>();
        Unchanged carried = Unchanged.read(found.gitDirectory());
        read(found, "", carried, dirty, ignored);
        Optional<String> branch = found.branch();
        Optional<String> head = found.head();
        return new WorkspaceStatus(
                true,
                branch,
                head,
                dirty.subList(0, Math.min(dirty.size(), MOST_DIRTY)),
                head.isPresent() ? unpushed(found, branch, alone) : 0,
                ignored,
                Operation.in(found.gitDirectory()).map(Operation::word));
    }

    /**
     * Reads one repository and then its submodules, each on its own: git itself would look into a submodule with the filters
     * of the submodule's configuration, which an agent may have written.
     */
    private static void read(
            Repository repository, String prefix, Unchanged carried, List<String> dirty, List<String> ignored) {
        GitOutput output = Filters.installedOnly(
                        repository,
                        repository.git(
                                "status",
                                "--porcelain=v2",
                                "-z",
                                "--untracked-files=all",
                                "--ignored=matching",
                                "--ignore-submodules=dirty",
                                "."))
                .run();
        if (!output.ok()) {
            throw new WorkspaceException(
                    Kind.FAILED, "git cannot tell the status of " + repository.place() + ": " + output.reason());
        }
        for (Iterator<String> items = output.items().iterator(); items.hasNext(); ) {
            String item = items.next();
            switch (item.charAt(0)) {
                case '!' -> ignored.add(name(prefix + item.substring(2)));
                case '?' -> {
                    String path = item.substring(2);
                    if (!carried.holds(repository.place(), new BytePath(path))) {
                        dirty.add(name(prefix + path));
                    }
                }
                case '1' -> dirty.add(name(prefix + after(item, 8)));
                case 'u' -> dirty.add(name(prefix + after(item, 10)));
                case '2' -> {
                    dirty.add(name(prefix + after(item, 9)));
                    items.next(); // The name it had before.
                }
                default -> {
                    // Headers begin with '#'; none was asked for.
                }
            }
        }
        Submodules.in(repository)
                .forEach((path, inner) -> read(inner, prefix + path.latin1() + "/", Unchanged.NOTHING, dirty, ignored));
    }

    /** Commits of HEAD that no other branch and no remote has; of all branches and the stash where those vanish too. */
    private static int unpushed(Repository repository, Optional<String> branch, boolean alone) {
        var arguments = new ArrayList<>(List.of("rev-list", "--count", "HEAD"));
        if (alone) {
            arguments.addAll(List.of("--branches", "--glob=refs/stash*", "--not", "--remotes"));
        } else {
            arguments.add("--not");
            branch.ifPresent(name -> arguments.add("--exclude=" + name));
            arguments.addAll(List.of("--branches", "--remotes"));
        }
        return Integer.parseInt(
                repository.git(arguments.toArray(String[]::new)).check().text());
    }

    /** The rest of an item after so many fields that end with a space. */
    private static String after(String item, int fields) {
        int start = 0;
        for (int i = 0; i < fields; i++) {
            start = item.indexOf(' ', start) + 1;
        }
        return item.substring(start);
    }

    private static String name(String latin1) {
        return new BytePath(latin1).toString();
    }
}
