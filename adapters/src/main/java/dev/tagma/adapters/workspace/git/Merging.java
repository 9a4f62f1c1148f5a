package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the commits of a workspace that have come nowhere else. */
final class Merging {

    private Merging() {}

    static int unmerged(Place place, Workspace workspace) {
        Repository repository = place.repository()
                .orElseThrow(() -> new WorkspaceException(
                        Kind.REFUSED, place.path() + " is in no git repository, so nothing of it was merged anywhere"));
        var known = new ArrayList<String>();
        workspace.base().flatMap(repository::commit).ifPresent(known::add);
        ownCheckout(repository).ifPresent(known::add);
        var own = new ArrayList<>(List.of("HEAD"));
        workspace
                .branch()
                .map(name -> "refs/heads/" + name)
                .filter(ref -> repository.commit(ref).isPresent())
                .ifPresent(own::add);
        return count(repository, own, known) + submodules(repository);
    }

    /** The commit that the repository's own checkout is on. */
    private static Optional<String> ownCheckout(Repository repository) {
        GitOutput found = repository
                .common("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
                .run();
        return found.ok() ? Optional.of(found.text()) : Optional.empty();
    }

    private static int submodules(Repository repository) {
        return Submodules.in(repository).values().stream()
                .mapToInt(inner -> count(inner, List.of("HEAD", "--branches"), List.of()) + submodules(inner))
                .sum();
    }

    /** A replacement of commits by others is what somebody wants to see, not what there is. */
    private static int count(Repository repository, List<String> own, List<String> known) {
        var arguments = new ArrayList<>(List.of("rev-list", "--count"));
        arguments.addAll(own);
        arguments.add("--not");
        arguments.addAll(known);
        arguments.add("--remotes");
        return Integer.parseInt(repository
                .git(arguments.toArray(String[]::new))
                .withEnvironment("GIT_NO_REPLACE_OBJECTS", "1")
                .check()
                .text());
    }
}
