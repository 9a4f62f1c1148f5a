package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.carry.Carrier;
import dev.tagma.adapters.workspace.git.carry.Unchanged;
import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.adapters.workspace.git.store.PathLocks;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts files into a new working tree. */
final class Filling {

    private static final String ORIGIN = "remote.origin.url";

    private final Git git;
    private final Network network;
    private final Carrier carrier;
    private final PathLocks configuring;

    /** @param configuring held, by its common directory, while a git writes into a repository's shared configuration */
    Filling(Git git, Carrier carrier, PathLocks configuring) {
        this.git = git;
        this.network = new Network(git);
        this.carrier = carrier;
        this.configuring = configuring;
    }

    /**
     * Those of its branch that are wanted, with the filters that the repository asks for and without its hooks.
     *
     * @param source the repository of which the working tree is
     */
    void fill(Contents contents, Repository source, Path path) {
        if (!contents.sparse().isEmpty()) {
            // The first of a repository turns on that its worktrees have configurations of their own, for all of them.
            try (var _ = configuring.hold(source.commonDirectory())) {
                // On its standard input a name is taken as it is, whatever it begins with.
                git.in(path, "sparse-checkout", "set", "--cone", "--no-sparse-index", "--stdin")
                        .check(lines(contents.sparse()));
            }
        }
        network.allow(path, git.in(path, "reset", "--hard", "--quiet", "--no-recurse-submodules"))
                .withLimit(GitCommand.LONG_LIMIT)
                .check();
        if (contents.submodules()) {
            fillSubmodules(source, path);
        }
    }

    private static String lines(List<String> names) {
        return names.stream().map(name -> BytePath.ofText(name).latin1() + "\n").collect(Collectors.joining());
    }

    /** Those that lie in what the tree has, each from where the repository says. */
    private void fillSubmodules(Repository source, Path path) {
        List<String> wanted = git.in(path, "ls-files", "--stage", "-t", "-z").check().items().stream()
                .filter(item -> item.startsWith("H 160000 "))
                .map(item -> item.substring(item.indexOf('\t') + 1))
                .map(name -> new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        // Where each is to be had from is written into the configuration first; what follows finds it there.
        try (var _ = configuring.hold(source.commonDirectory())) {
            requireFilled(
                    addressed(source, submodule(path, List.of("init"), wanted)).run());
        }
        requireFilled(network.allow(path, submodule(path, List.of("update", "--init", "--recursive"), wanted))
                // No template, which might bring hooks.
                .withEnvironment("GIT_TEMPLATE_DIR", "")
                .withLimit(GitCommand.NETWORK_LIMIT)
                .run());
    }

    private GitCommand submodule(Path path, List<String> action, List<String> wanted) {
        var arguments = new ArrayList<>(List.of("submodule", "--quiet"));
        arguments.addAll(action);
        arguments.add("--");
        arguments.addAll(wanted);
        return git.in(path, arguments.toArray(String[]::new));
    }

    /** Relative addresses begin at where the source itself is from, which to a clone is not its own origin. */
    private static GitCommand addressed(Repository source, GitCommand command) {
        GitOutput origin = source.common("config", "--get", ORIGIN).run();
        if (!origin.ok()) {
            return command;
        }
        String address = origin.text();
        boolean relative = address.startsWith("./") || address.startsWith("../");
        return command.withSetting(
                ORIGIN, relative ? source.home().resolve(address).normalize().toString() : address);
    }

    private static void requireFilled(GitOutput output) {
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
