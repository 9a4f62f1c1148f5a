package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitCommand;
import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes clones for sessions: repositories of their own, whose objects are linked where that can be. One is made aside and
 * is given its name when all is in it, so what has the name is whole, and what is aside was never handed out.
 */
final class Clones {

    /** What a person says of themselves in a repository's own configuration, which a clone has not. */
    private static final List<String> WHO = List.of("user.name", "user.email");

    private static final String ASIDE = ".cloning-";

    private static final System.Logger LOG = System.getLogger(Clones.class.getName());

    private final Git git;
    private final Path directory;
    private final Filling filling;
    private final Checkpoint checkpoint;

    Clones(Git git, Path directory, Filling filling, Checkpoint checkpoint) {
        this.git = git;
        this.directory = directory;
        this.filling = filling;
        this.checkpoint = checkpoint;
    }

    /** Makes the one clone of a session. */
    Workspace add(WorkspacePlan plan, Repository repository) {
        Path path = Worktrees.path(directory, plan, repository);
        return add(plan, repository, path, path).workspace();
    }

    /**
     * Makes a clone at a path, unless it is there.
     *
     * @param workspace what it is all or part of; half-made clones lie beside that
     */
    Added add(WorkspacePlan plan, Repository repository, Path path, Path workspace) {
        String branch = Beginning.branch(plan, repository);
        Optional<ReadyMark> ready = Files.isDirectory(path.resolve(".git"), LinkOption.NOFOLLOW_LINKS)
                ? ReadyMark.read(path.resolve(".git"))
                : Optional.empty();
        if (ready.filter(mark -> mark.session().equals(plan.session().toString()))
                .isPresent()) {
            return new Added(workspace(repository, path, branch, ready.get().base()), _ -> {});
        }
        if (Worktrees.holdsSomething(path)
                || Worktrees.registration(repository, path).isPresent()) {
            throw Worktrees.taken(plan, path);
        }
        String base = Beginning.base(plan, repository, branch);
        Path aside = workspace.resolveSibling(ASIDE + plan.session());
        drop(aside);
        try {
            make(plan, repository, aside, branch, base);
            move(aside, path);
        } catch (WorkspaceException failed) {
            dropAfter(failed, aside);
            throw failed;
        }
        return new Added(workspace(repository, path, branch, base), why -> dropAfter(why, path));
    }

    /** Refuses a branch and a commit that a new clone cannot have. */
    void requirePossible(WorkspacePlan plan, Repository repository) {
        Beginning.base(plan, repository, Beginning.branch(plan, repository));
    }

    private static Workspace workspace(Repository repository, Path path, String branch, String base) {
        return new Workspace(
                Workspace.Kind.CLONE,
                path.toString(),
                Optional.of(repository.home().toString()),
                Optional.of(branch),
                Optional.of(base),
                true);
    }

    private void make(WorkspacePlan plan, Repository repository, Path aside, String branch, String base) {
        copy(repository, aside);
        checkpoint.reached("clone.copied");
        begin(repository, aside, branch, base);
        filling.fill(plan.contents(), repository, aside);
        checkpoint.reached("clone.filled");
        filling.carry(plan.carried(), repository, aside);
        new ReadyMark(plan.session().toString(), base).write(aside.resolve(".git"));
        checkpoint.reached("clone.ready");
    }

    private void copy(Repository repository, Path aside) {
        try {
            Files.createDirectories(aside.getParent());
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot make " + aside.getParent() + ": " + e, e);
        }
        // No template: it might bring hooks, which nobody asked for here.
        GitOutput cloned = git.in(
                        directory,
                        "clone",
                        "--quiet",
                        "--local",
                        "--no-checkout",
                        "--template=",
                        "--origin=origin",
                        "--",
                        repository.home().toString(),
                        aside.toString())
                .withLimit(GitCommand.LONG_LIMIT)
                .run();
        if (!cloned.ok()) {
            throw new WorkspaceException(
                    Kind.REFUSED, "git makes no clone of " + repository.home() + ": " + cloned.reason());
        }
    }

    /** The one branch there is to be, which the source may know or not. */
    private void begin(Repository repository, Path aside, String branch, String base) {
        String start = repository.commit("refs/heads/" + branch).orElse(base);
        boolean there =
                git.in(aside, "cat-file", "-e", start + "^{commit}").run().ok();
        if (!there) {
            // Of a source whose objects could not be linked only what branches and tags have came along.
            git.in(aside, "fetch", "--quiet", "--no-tags", "origin", start)
                    .withLimit(GitCommand.LONG_LIMIT)
                    .check();
        }
        List<String> others = git.in(aside, "for-each-ref", "--format=%(refname)", "refs/heads")
                .check()
                .text()
                .lines()
                .map(ref -> ref.substring("refs/heads/".length()))
                .filter(name -> !name.equals(branch))
                .toList();
        git.in(aside, "update-ref", "refs/heads/" + branch, start).check();
        git.in(aside, "symbolic-ref", "HEAD", "refs/heads/" + branch).check();
        others.forEach(
                name -> git.in(aside, "branch", "--quiet", "-D", "--", name).check());
        for (String key : WHO) {
            GitOutput said = repository.common("config", "--local", key).run();
            if (said.ok()) {
                git.in(aside, "config", "--local", key, said.text()).check();
            }
        }
    }

    private static void move(Path aside, Path path) {
        try {
            Files.createDirectories(path.getParent());
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot rename " + aside + " to " + path + ": " + e, e);
        }
    }

    /** Deletes what crashes left of clones, whether their sessions are there still or not; to be called while none is made. */
    void sweep() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> asides = Files.find(
                directory, 2, (path, _) -> path.getFileName().toString().startsWith(ASIDE))) {
            for (Path aside : asides.toList()) {
                drop(aside);
            }
        } catch (IOException | UncheckedIOException | WorkspaceException left) {
            LOG.log(System.Logger.Level.WARNING, "Half-made clones below " + directory + " are left there", left);
        }
    }

    private static void dropAfter(WorkspaceException why, Path aside) {
        try {
            drop(aside);
        } catch (WorkspaceException left) {
            why.addSuppressed(left);
        }
    }

    /** What a crash left of a clone that nobody ever worked in. */
    private static void drop(Path aside) {
        if (!Files.isDirectory(aside, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Worktrees.makeWritable(aside);
        try (Stream<Path> all = Files.walk(aside)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new WorkspaceException(Kind.FAILED, "The half-made clone " + aside + " cannot be deleted: " + e, e);
        }
    }
}
