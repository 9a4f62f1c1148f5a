package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.repository.Registration;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.adapters.workspace.git.store.Digests;
import dev.tagma.adapters.workspace.git.store.Names;
import dev.tagma.adapters.workspace.git.store.PathLocks;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.Walk;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Adds worktrees for sessions. A worktree is registered and locked first, then filled from its branch, then given what is
 * carried over, and marked ready last; one without its mark was never handed out, so repeating the call may make it anew.
 */
final class Worktrees {

    private static final int OWNER_ALL = 0700;

    private final Path directory;
    private final Filling filling;
    private final Checkpoint checkpoint;
    private final PathLocks adding;

    /** @param adding held, by its common directory, while a git adds to a repository what all its worktrees share */
    Worktrees(Path directory, Filling filling, PathLocks adding, Checkpoint checkpoint) {
        this.directory = directory;
        this.filling = filling;
        this.adding = adding;
        this.checkpoint = checkpoint;
    }

    /** Adds the one worktree of a session. */
    Workspace add(WorkspacePlan plan, Repository repository) {
        return add(plan, repository, path(directory, plan, repository)).workspace();
    }

    /** Adds a worktree at a path, unless it is there. */
    Added add(WorkspacePlan plan, Repository repository, Path path) {
        String branch = Beginning.branch(plan, repository);
        Optional<Registration> registered = registration(repository, path);
        if (registered.isPresent() && owner(registered.get(), plan.session())) {
            Optional<ReadyMark> ready =
                    Files.isDirectory(path) ? ReadyMark.read(filling.gitDirectory(path)) : Optional.empty();
            if (ready.isPresent()) {
                return new Added(workspace(repository, path, branch, ready.get().base()), _ -> {});
            }
            dropHalfMade(repository, path);
            registered = Optional.empty();
        }
        if (registered.isPresent() || holdsSomething(path)) {
            throw taken(plan, path);
        }
        String base;
        boolean isNew;
        // Two gits that add a worktree or a branch to one repository at once fail on each other's half-written files.
        try (var _ = adding.hold(repository.commonDirectory())) {
            checkFree(repository, branch);
            base = Beginning.base(plan, repository, branch);
            isNew = repository.commit("refs/heads/" + branch).isEmpty();
            register(plan, repository, path, branch, base);
        }
        Optional<String> made = isNew ? Optional.of(branch) : Optional.empty();
        try {
            makeReady(plan, repository, path, base);
        } catch (WorkspaceException failed) {
            undo(repository, path, made, failed);
            throw failed;
        }
        return new Added(workspace(repository, path, branch, base), why -> undo(repository, path, made, why));
    }

    private void makeReady(WorkspacePlan plan, Repository repository, Path path, String base) {
        checkpoint.reached("worktree.registered");
        filling.fill(plan.contents(), repository, path);
        checkpoint.reached("worktree.filled");
        filling.carry(plan.carried(), repository, path);
        checkpoint.reached("worktree.carried");
        new ReadyMark(plan.session().toString(), base).write(filling.gitDirectory(path));
    }

    /** Takes away what nobody was given: no session knows of it, so nothing else ever would. */
    private void undo(Repository repository, Path path, Optional<String> branch, WorkspaceException why) {
        // Whoever ended the making wants nothing left of it, and an interrupted thread can run no git.
        boolean interrupted = Thread.interrupted();
        try (var _ = adding.hold(repository.commonDirectory())) {
            dropHalfMade(repository, path);
            branch.ifPresent(made ->
                    repository.common("branch", "--quiet", "-D", "--", made).check());
        } catch (WorkspaceException left) {
            why.addSuppressed(left);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Where a workspace is made: where the session had one before, else where its name says. */
    static Path path(Path directory, WorkspacePlan plan, Repository repository) {
        Path ofRepository = directory.resolve(Names.directoryName(Names.repositoryName(repository.commonDirectory()))
                + "-" + Digests.shortHash(repository.commonDirectory().toString(), 8));
        return plan.former()
                .filter(former -> ofRepository.equals(former.getParent()))
                .orElseGet(() -> ofRepository.resolve(Names.directoryName(plan.name())));
    }

    static WorkspaceException taken(WorkspacePlan plan, Path path) {
        String next = plan.former().filter(path::equals).isPresent()
                ? "move away what is there, since the session's agent remembers this directory"
                : "choose another name than '" + plan.name() + "'";
        return refused("The directory " + path + " is taken already: " + next);
    }

    /** Refuses a branch and a commit that a new worktree cannot have. */
    void requirePossible(WorkspacePlan plan, Repository repository) {
        String branch = Beginning.branch(plan, repository);
        checkFree(repository, branch);
        Beginning.base(plan, repository, branch);
    }

    private static Workspace workspace(Repository repository, Path path, String branch, String base) {
        return new Workspace(
                Workspace.Kind.WORKTREE,
                path.toString(),
                Optional.of(repository.home().toString()),
                Optional.of(branch),
                Optional.of(base),
                true);
    }

    private static void checkFree(Repository repository, String branch) {
        for (Registration other : Registration.of(repository)) {
            if (other.branch().filter(("refs/heads/" + branch)::equals).isPresent()) {
                throw refused("The branch '" + branch + "' is checked out in " + other.path()
                        + ": name another branch, or switch that worktree to another one");
            }
        }
    }

    private void register(WorkspacePlan plan, Repository repository, Path path, String branch, String base) {
        try {
            Files.createDirectories(path.getParent());
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot make " + path.getParent() + ": " + e, e);
        }
        boolean exists = repository.commit("refs/heads/" + branch).isPresent();
        if (!exists) {
            Optional<String> upstream =
                    plan.base().isEmpty() ? Beginning.remoteBranch(repository, branch) : Optional.empty();
            String[] made = upstream.isPresent()
                    ? new String[] {"branch", "--track", branch, upstream.get()}
                    : new String[] {"branch", "--no-track", branch, base};
            repository.git(made).check();
            checkpoint.reached("worktree.branched");
        }
        GitOutput added = repository
                .git(
                        "worktree",
                        "add",
                        "--quiet",
                        "--no-checkout",
                        "--lock",
                        "--reason",
                        lockReason(plan.session()),
                        path.toString(),
                        branch)
                .run();
        if (!added.ok()) {
            throw refused("git adds no worktree for '" + branch + "': " + added.reason());
        }
    }

    static String lockReason(SessionId session) {
        return "Tagma session " + session;
    }

    private static boolean owner(Registration registration, SessionId session) {
        String reason = registration.lock().orElse("");
        // While git itself is adding a worktree it holds the lock in its own name; only we add worktrees at our paths.
        return reason.equals(lockReason(session)) || reason.equals("initializing");
    }

    /** What a crash left of a worktree that nobody ever worked in. */
    private static void dropHalfMade(Repository repository, Path path) {
        makeWritable(path);
        repository.common("worktree", "unlock", path.toString()).run();
        GitOutput removed = repository
                .common("worktree", "remove", "--force", path.toString())
                .run();
        if (!removed.ok()) {
            throw new WorkspaceException(
                    Kind.FAILED, "The half-made worktree " + path + " cannot be removed: " + removed.reason());
        }
    }

    /** Copies keep their modes, and git deletes nothing out of a directory that lets nobody write into it. */
    static void makeWritable(Path path) {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var root = new Root(path);
        Walk.below(root, found -> {
            try {
                Files.setAttribute(
                        root.resolve(found.path()), "unix:mode", found.stat().permissions() | OWNER_ALL);
                return true;
            } catch (IOException e) {
                throw Walk.unreadable(path + "/" + found.path(), e);
            }
        });
    }

    static Optional<Registration> registration(Repository repository, Path path) {
        return Registration.of(repository).stream()
                .filter(found -> found.path().equals(path))
                .findFirst();
    }

    static boolean holdsSomething(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            return entries.iterator().hasNext();
        } catch (IOException e) {
            return true;
        }
    }

    private static WorkspaceException refused(String message) {
        return new WorkspaceException(Kind.REFUSED, message);
    }
}
