package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Filters;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Unified diffs, with renames found and binary files only named; no external diff and no text conversion runs. */
final class Differences {

    private static final List<String> FORM = List.of(
            "--patch",
            "--find-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--unified=3",
            "--submodule=short",
            "--ignore-submodules=dirty");

    private Differences() {}

    /** Between two trees of a store. */
    static String between(Store store, String from, String to) {
        return run(store.git(arguments("diff-tree", "", "-r", from, to)));
    }

    /**
     * Between a commit of the repository and a tree of the store, which borrows the repository's objects for this once.
     *
     * @param below what names of files begin with
     */
    static String between(Store store, Repository repository, String commit, String to, String below) {
        return run(store.git(arguments("diff-tree", below, "-r", commit, to))
                .withEnvironment(
                        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                        repository.commonDirectory().resolve("objects").toString()));
    }

    /**
     * Between a commit and what is in the worktree now, new files included. The worktree is compared as git would add it,
     * so that line endings and filters make no difference; the index itself is left alone.
     *
     * @param below what names of files begin with
     */
    static String untilNow(Place place, Repository repository, String commit, Path scratch, String below) {
        Path index = null;
        try {
            Files.createDirectories(scratch);
            index = Files.createTempFile(scratch, "diff-", ".index");
            Path own = repository.gitDirectory().resolve("index");
            if (Files.exists(own)) {
                // With its time: by that git tells which files may have changed after they were recorded.
                Files.copy(own, index, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            } else {
                Files.delete(index);
            }
            String file = index.toString();
            String fresh = repository.git("ls-files", "-z", "--others", "--exclude-standard").check().items().stream()
                    .filter(name -> !name.endsWith("/"))
                    .map(name -> name + "\0")
                    .reduce("", String::concat);
            if (!fresh.isEmpty()) {
                Filters.installedOnly(
                                repository,
                                repository.git(
                                        "add", "--intent-to-add", "--pathspec-from-file=-", "--pathspec-file-nul"))
                        .withEnvironment("GIT_INDEX_FILE", file)
                        .check(fresh);
            }
            return run(Filters.installedOnly(repository, repository.git(arguments("diff", below, "--relative", commit)))
                    .withEnvironment("GIT_INDEX_FILE", file));
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot compare " + place.path() + ": " + e, e);
        } finally {
            delete(index);
        }
    }

    private static void delete(@org.jspecify.annotations.Nullable Path index) {
        try {
            if (index != null) {
                Files.deleteIfExists(index);
            }
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot delete " + index + ": " + e, e);
        }
    }

    private static String[] arguments(String command, String below, String... last) {
        var all = new ArrayList<String>();
        all.add(command);
        all.addAll(FORM);
        all.add("--src-prefix=a/" + below);
        all.add("--dst-prefix=b/" + below);
        all.addAll(List.of(last));
        return all.toArray(String[]::new);
    }

    private static String run(GitCommand command) {
        GitOutput output = command.check();
        return output.bytes().isEmpty() ? "" : output.text() + "\n";
    }
}
