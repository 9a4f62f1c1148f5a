package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.carry.Carrier;
import dev.tagma.adapters.workspace.git.carry.Unchanged;
import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts files into a new working tree. */
final class Filling {

    private final Git git;
    private final Carrier carrier;

    Filling(Git git, Carrier carrier) {
        this.git = git;
        this.carrier = carrier;
    }

    /** Those of its branch that are wanted, with the filters that the repository asks for and without its hooks. */
    void fill(Contents contents, Path path) {
        if (!contents.sparse().isEmpty()) {
            // On its standard input a name is taken as it is, whatever it begins with.
            git.in(path, "sparse-checkout", "set", "--cone", "--no-sparse-index", "--stdin")
                    .check(String.join("\n", contents.sparse()) + "\n");
        }
        git.in(path, "reset", "--hard", "--quiet", "--no-recurse-submodules")
                .withEnvironment("GIT_NO_LAZY_FETCH", "0")
                .withLimit(GitCommand.LONG_LIMIT)
                .check();
        if (contents.submodules()) {
            fillSubmodules(path);
        }
    }

    /** Those that lie in what the tree has, each from where the repository says. */
    private void fillSubmodules(Path path) {
        List<String> wanted = git.in(path, "ls-files", "--stage", "-t", "-z").check().items().stream()
                .filter(item -> item.startsWith("H 160000 "))
                .map(item -> item.substring(item.indexOf('\t') + 1))
                .map(name -> new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        var arguments = new ArrayList<>(List.of("submodule", "--quiet", "update", "--init", "--recursive", "--"));
        arguments.addAll(wanted);
        GitOutput output = git.in(path, arguments.toArray(String[]::new))
                // No template, which might bring hooks.
                .withEnvironment("GIT_TEMPLATE_DIR", "")
                .withEnvironment("GIT_NO_LAZY_FETCH", "0")
                .withLimit(GitCommand.LONG_LIMIT)
                .run();
        if (!output.ok()) {
            throw new WorkspaceException(
                    Kind.REFUSED,
                    "git does not fill the submodules: " + output.reason()
                            + ". Mend that and start the session again, or take 'submodules' out of 'workspace' in"
                            + " .tagma/config.yaml and create a new session");
        }
    }

    /** Those of the repository's own checkout that are to be carried over. */
    void carry(Carried carried, Repository repository, Path path) {
        Optional<Path> from = repository.checkout().filter(checkout -> !checkout.equals(path));
        if (carried.isEmpty() || from.isEmpty()) {
            return;
        }
        carrier.carry(carried, from.get(), path);
        List<String> untracked = git.in(path, "ls-files", "-z", "--others", "--exclude-standard")
                .check()
                .items();
        Unchanged.of(path, untracked).write(gitDirectory(path));
    }

    Path gitDirectory(Path worktree) {
        return Path.of(
                git.in(worktree, "rev-parse", "--absolute-git-dir").check().text());
    }
}
