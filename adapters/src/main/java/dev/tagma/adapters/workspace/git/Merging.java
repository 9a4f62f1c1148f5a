package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Counts the commits of a workspace that have come nowhere else. */
final class Merging {

    private Merging() {}

    static int unmerged(Git git, Place place, Workspace workspace) {
        Repository repository = place.repository()
                .orElseThrow(() -> new WorkspaceException(
                        Kind.REFUSED, place.path() + " is in no git repository, so nothing of it was merged anywhere"));
        if (workspace.kind() == Workspace.Kind.CLONE) {
            return unmergedOfClone(source(git, workspace), repository, workspace) + submodules(repository);
        }
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

    private static Repository source(Git git, Workspace workspace) {
        return workspace
                .repository()
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(home -> Repository.at(git, home))
                .orElseThrow(() -> new WorkspaceException(
                        Kind.MISSING,
                        "The repository of " + workspace.path() + " is gone, so nobody can tell what it has of it"));
    }

    /** A clone takes all its refs with it: each is to be found in its source, where that keeps it. */
    private static int unmergedOfClone(Repository source, Repository clone, Workspace workspace) {
        var known = new ArrayList<String>();
        workspace.base().flatMap(source::commit).ifPresent(known::add);
        ownCheckout(source).ifPresent(known::add);
        List<String> tags = refs(source, "refs/tags");
        var tips = new LinkedHashSet<String>();
        clone.head().ifPresent(tips::add);
        refs(clone, "refs").stream()
                .filter(ref -> !ref.contains(" refs/remotes/") && !tags.contains(ref))
                .map(ref -> ref.substring(0, ref.indexOf(' ')))
                .forEach(tips::add);
        int missing = 0;
        for (String tip : tips) {
            missing += source.commit(tip).isPresent()
                    ? count(source, List.of(tip), known)
                    : Math.max(1, count(clone, List.of(tip), List.of()));
        }
        return missing;
    }

    private static List<String> refs(Repository repository, String below) {
        return repository
                .common("for-each-ref", "--format=%(objectname) %(refname)", below)
                .check()
                .text()
                .lines()
                .toList();
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
