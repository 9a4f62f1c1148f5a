package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.adapters.workspace.git.store.Names;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.Walk;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes workspaces of several repositories: a directory with a worktree or a clone of each. They are made one after the
 * other, each as it would be for itself, on a branch of the same name; when one cannot be had, those made before it go again.
 */
final class SeveralRepositories {

    private final Git git;
    private final Path directory;
    private final Worktrees worktrees;
    private final Clones clones;
    private final Checkpoint checkpoint;

    SeveralRepositories(Git git, Path directory, Worktrees worktrees, Clones clones, Checkpoint checkpoint) {
        this.git = git;
        this.directory = directory;
        this.worktrees = worktrees;
        this.clones = clones;
        this.checkpoint = checkpoint;
    }

    /**
     * What there is to be of one repository.
     *
     * @param plan as if it were the only one
     */
    private record Member(String name, Repository repository, WorkspacePlan plan) {

        boolean cloned() {
            return plan.kind() == WorkspacePlan.Kind.CLONE;
        }

        /** With the name of the repository in front of what is wrong with it. */
        <T> T named(Supplier<T> call) {
            try {
                return call.get();
            } catch (WorkspaceException wrong) {
                throw new WorkspaceException(wrong.kind(), name + ": " + wrong.getMessage(), wrong);
            }
        }
    }

    Workspace add(WorkspacePlan plan) {
        List<Member> members = members(plan);
        Path path = Worktrees.path(directory, plan, members.getFirst().repository());
        requireFree(plan, path, members);
        var made = new ArrayList<Added>();
        try {
            for (Member member : members) {
                made.add(member.named(() -> add(member, path)));
                checkpoint.reached("several.added");
            }
        } catch (WorkspaceException failed) {
            made.reversed().forEach(one -> one.undo().accept(failed));
            dropEmpty(path, failed);
            throw failed;
        }
        return new Workspace(
                Workspace.Kind.SEVERAL,
                path.toString(),
                Optional.of(members.getFirst().repository().home().toString()),
                members.getFirst().plan().branch(),
                Optional.empty(),
                true,
                made.stream().map(Added::workspace).toList());
    }

    private Added add(Member member, Path workspace) {
        Path path = workspace.resolve(member.name());
        return member.cloned()
                ? clones.add(member.plan(), member.repository(), path, workspace)
                : worktrees.add(member.plan(), member.repository(), path);
    }

    /** Refuses what cannot be had of each repository. */
    void requirePossible(WorkspacePlan plan) {
        members(plan)
                .forEach(member -> member.named(() -> {
                    if (member.cloned()) {
                        clones.requirePossible(member.plan(), member.repository());
                    } else {
                        worktrees.requirePossible(member.plan(), member.repository());
                    }
                    return member;
                }));
    }

    private List<Member> members(WorkspacePlan plan) {
        if (plan.kind() == WorkspacePlan.Kind.IN_PLACE) {
            throw refused("Working in place takes " + plan.place()
                    + " as it is and nothing beside it: leave the other repositories out, or ask for worktrees");
        }
        if (plan.beside().size() > Beside.MOST) {
            throw refused("A workspace has at most " + (Beside.MOST + 1) + " repositories; "
                    + (plan.beside().size() + 1) + " are too many");
        }
        var members = new ArrayList<Member>();
        members.add(member(plan, plan.place(), Optional.empty(), plan.base(), plan.contents(), plan.carried()));
        for (Beside other : plan.beside()) {
            members.add(member(
                    plan, Path.of(other.place()), other.name(), other.base(), other.contents(), other.carried()));
        }
        requireDifferent(members);
        return members;
    }

    private Member member(
            WorkspacePlan plan,
            Path named,
            Optional<String> name,
            Optional<String> base,
            Contents contents,
            Carried carried) {
        Path place = GitWorkspaces.real(named);
        Repository repository = Repository.at(git, place)
                .orElseThrow(() -> refused(place + " is in no git repository, so it cannot be one of several in a"
                        + " workspace: run git init there, or leave it out"));
        return new Member(
                name.orElseGet(() -> Names.directoryName(Names.repositoryName(repository.commonDirectory()))),
                repository,
                new WorkspacePlan(
                        plan.session(),
                        plan.kind() == WorkspacePlan.Kind.CLONE
                                ? WorkspacePlan.Kind.CLONE
                                : WorkspacePlan.Kind.WORKTREE,
                        place,
                        plan.name(),
                        Optional.of(plan.branch().orElse(plan.name())),
                        base,
                        contents,
                        carried));
    }

    /** Two worktrees of a repository cannot be on one branch, and two directories not have one name, on some systems in any case. */
    private static void requireDifferent(List<Member> members) {
        Map<Path, Member> repositories = new LinkedHashMap<>();
        Map<String, Member> names = new LinkedHashMap<>();
        for (Member member : members) {
            Member twice = repositories.putIfAbsent(member.repository().commonDirectory(), member);
            if (twice != null) {
                throw refused(twice.plan().place() + " and " + member.plan().place() + " are both in the repository "
                        + member.repository().home() + ": name each repository once");
            }
            Member other = names.putIfAbsent(member.name().toLowerCase(Locale.ROOT), member);
            if (other != null) {
                throw refused("The repositories " + other.repository().home() + " and "
                        + member.repository().home() + " would both be called '" + member.name()
                        + "' in the workspace: give one a name of its own, as in NAME=PATH");
            }
        }
    }

    /** What the session had there before is found again; anything else is somebody's. */
    private static void requireFree(WorkspacePlan plan, Path path, List<Member> members) {
        if (!Files.isDirectory(path) || plan.former().filter(path::equals).isPresent()) {
            return;
        }
        Set<String> names = members.stream().map(Member::name).collect(Collectors.toSet());
        for (Found found : Walk.in(new Root(path), BytePath.ROOT)) {
            if (!names.contains(found.path().name())) {
                throw Worktrees.taken(plan, path);
            }
        }
    }

    private static void dropEmpty(Path path, WorkspaceException why) {
        try {
            if (Files.isDirectory(path) && !Worktrees.holdsSomething(path)) {
                Files.delete(path);
            }
        } catch (IOException left) {
            why.addSuppressed(left);
        }
    }

    private static WorkspaceException refused(String message) {
        return new WorkspaceException(Kind.REFUSED, message);
    }
}
