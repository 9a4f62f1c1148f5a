package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.repository.Registration;
import dev.tagma.adapters.workspace.git.store.Stores;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces.Permit;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Removes workspaces in two steps. The directory is moved aside, so that nothing finds it by its name any more; there it is
 * compared byte by byte with the rescue that was just read back; only then is it deleted, name by name, stopping at the
 * first that was not compared or was written since. Until the end everything can be put back.
 */
public final class Remover {

    private final Git git;
    private final Stores stores;
    private final Rescues rescues;
    private final Rescuer rescuer;
    private final Path journals;
    private final Checkpoint checkpoint;
    private final Map<Path, String> left = new ConcurrentHashMap<>();

    /** @param journals the directory of the journals of removals under way */
    public Remover(Git git, Stores stores, Rescues rescues, Rescuer rescuer, Path journals, Checkpoint checkpoint) {
        this.git = git;
        this.stores = stores;
        this.rescues = rescues;
        this.rescuer = rescuer;
        this.journals = journals;
        this.checkpoint = checkpoint;
    }

    /**
     * Removes a workspace that Tagma made; one that it did not make is only rescued.
     *
     * @param status how the workspace stands, asked only where there is something to remove
     */
    public Rescue remove(SessionId session, Workspace workspace, Permit permit, Supplier<WorkspaceStatus> status) {
        if (!workspace.owned()) {
            return rescuer.save(session, workspace, "removed from Tagma; the directory stays")
                    .rescue();
        }
        Path path = Path.of(workspace.path());
        Removal.files(journals).stream()
                .flatMap(file -> Removal.read(file).stream())
                .filter(removal -> removal.path().equals(path))
                .forEach(this::takeUp);
        Place place = Place.of(git, workspace);
        if (!place.exists()) {
            return removeRest(session, workspace, place);
        }
        check(place, workspace, permit, status.get());
        Saved saved = rescuer.save(session, workspace, "before removal");
        checkListed(saved.manifest().listed(), permit);
        var removal = new Removal(
                Removal.Stage.ASIDE,
                path,
                path.resolveSibling(".removing-" + saved.manifest().id()),
                saved.store().directory(),
                saved.ref());
        removal.write(journals);
        checkpoint.reached("remove.begun");
        move(removal.path(), removal.aside());
        checkpoint.reached("remove.aside");
        delete(removal, saved);
        return saved.rescue();
    }

    /** Refuses what a removal would refuse of the workspace as it is, and touches nothing. */
    public void requireRemovable(Workspace workspace, Permit permit, Supplier<WorkspaceStatus> status) {
        Place place = Place.of(git, workspace);
        if (workspace.owned() && place.exists()) {
            check(place, workspace, permit, status.get());
        }
    }

    private void check(Place place, Workspace workspace, Permit permit, WorkspaceStatus status) {
        checkKnown(place, workspace);
        Optional<String> mounted = Mounts.below(place.path());
        if (mounted.isPresent()) {
            throw new WorkspaceException(
                    Kind.REFUSED, "A file system is mounted at " + mounted.get() + ": unmount it, then remove again");
        }
        if (!status.clean() && !permit.dirty()) {
            throw new WorkspaceException(
                    Kind.UNSAVED_WORK,
                    place.path() + " holds " + describe(status)
                            + ": remove it with permission for dirty work (it is saved first), or commit and push it");
        }
        if (!permit.unsavedIgnored()) {
            checkListed(rescuer.listed(place, workspace), permit);
        }
    }

    private static void checkKnown(Place place, Workspace workspace) {
        boolean known = switch (workspace.kind()) {
            case WORKTREE -> place.gitRoot().isPresent();
            case CLONE -> Files.isRegularFile(place.path().resolve(".git/tagma"), LinkOption.NOFOLLOW_LINKS);
            case DIRECTORY -> false;
            case SEVERAL -> true;
        };
        if (!known) {
            throw new WorkspaceException(
                    Kind.REFUSED,
                    place.path() + " is not the "
                            + (workspace.kind() == Workspace.Kind.CLONE ? "clone that was made" : "registered worktree")
                            + " any more, so it is not removed: look at it, and delete it yourself if it may go");
        }
        for (int i = 0; i < place.members().size(); i++) {
            // What somebody has deleted already is nobody else's.
            if (place.members().get(i).exists()) {
                checkKnown(place.members().get(i), workspace.members().get(i));
            }
        }
    }

    private static String describe(WorkspaceStatus status) {
        var parts = new ArrayList<String>();
        if (!status.dirty().isEmpty()) {
            parts.add(status.dirty().size() + " uncommitted " + (status.dirty().size() == 1 ? "path" : "paths") + " ("
                    + few(status.dirty()) + ")");
        }
        if (status.unpushed() > 0) {
            parts.add(status.unpushed() + (status.unpushed() == 1 ? " commit that is" : " commits that are")
                    + " on no other branch and no remote");
        }
        status.operation().ifPresent(operation -> parts.add("a " + operation + " in progress"));
        return String.join(", ", parts);
    }

    private static String few(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), 5))) + (names.size() > 5 ? ", …" : "");
    }

    private static void checkListed(List<Line.Listed> listed, Permit permit) {
        if (!listed.isEmpty() && !permit.unsavedIgnored()) {
            throw new WorkspaceException(
                    Kind.UNSAVED_WORK,
                    "A rescue lists and does not save "
                            + few(listed.stream()
                                    .map(line -> line.spot() + " (" + line.reason() + ", " + line.bytes() + " bytes)")
                                    .toList())
                            + ": remove with permission for unsaved ignored files as well, or delete them first");
        }
    }

    /** The directory is gone by other hands: what its git directory still holds is saved, and the registration goes. */
    private Rescue removeRest(SessionId session, Workspace workspace, Place place) {
        if (place.gitRoots().isEmpty()) {
            return rescues.all().stream()
                    .filter(rescue -> rescue.path().equals(workspace.path()))
                    .filter(rescue -> rescues.manifest(stores.at(Path.of(rescue.store())), rescue.ref())
                            .session()
                            .equals(session))
                    .findFirst()
                    .orElseThrow(() -> new WorkspaceException(
                            Kind.MISSING,
                            "The workspace " + place.path()
                                    + " is gone and was never rescued: nothing is left to remove"));
        }
        Saved saved = rescuer.save(session, workspace, "removed after its directory had vanished");
        unregister(saved);
        return saved.rescue();
    }

    private void delete(Removal removal, Saved saved) {
        Comparison tree = Comparison.of(saved.manifest().below(SavedRoot.WORK), removal.aside(), false, Set.of());
        if (!tree.same()) {
            putBack(removal, saved, tree.firstFew());
        }
        checkpoint.reached("remove.compared");
        removal.at(Removal.Stage.DELETING).write(journals);
        checkpoint.reached("remove.deleting");
        finish(removal.at(Removal.Stage.DELETING), saved, tree);
    }

    private void finish(Removal removal, Saved saved, Comparison tree) {
        Set<BytePath> listed = saved.manifest().listed().stream()
                .filter(line -> line.spot().root().equals(SavedRoot.WORK))
                .map(line -> line.spot().path())
                .collect(Collectors.toSet());
        try {
            new Deletion(tree.seen(), listed).delete(removal.aside());
        } catch (IOException e) {
            putBack(removal, saved, String.valueOf(e.getMessage()));
        }
        checkpoint.reached("remove.deleted");
        unregister(saved);
        removal.close(journals);
    }

    /** Undoes a removal: what was deleted comes back from the rescue, what was written stays, the directory gets its name. */
    private void putBack(Removal removal, Saved saved, String reason) {
        var writer = new TreeWriter(saved.store(), removal.aside());
        writer.write(saved.manifest().below(SavedRoot.WORK).stream()
                .filter(line -> line instanceof Line.Folder || !writer.isThere(line))
                .toList());
        move(removal.aside(), removal.path());
        removal.close(journals);
        throw new WorkspaceException(
                Kind.UNSAVED_WORK,
                removal.path() + " changed while it was being removed (" + reason
                        + ") and was put back: stop what writes to it, then remove again. Rescue "
                        + saved.manifest().id() + " holds what was saved before");
    }

    /** Deletes the git directories of the workspace alone, if all are as saved; anything else in there is not ours to lose. */
    private void unregister(Saved saved) {
        Map<Path, Comparison> compared = new LinkedHashMap<>();
        saved.manifest().own().stream()
                .filter(own -> isThere(saved, own))
                .forEach(own -> compared.put(
                        own.path(), Comparison.of(saved.manifest().below(own.name()), own.path(), true, Set.of())));
        compared.forEach((gitDirectory, comparison) -> {
            if (!comparison.same()) {
                throw new WorkspaceException(
                        Kind.UNSAVED_WORK,
                        "The directory of the worktree is removed, but its registration " + gitDirectory
                                + " changed meanwhile (" + comparison.firstFew() + "): remove again to save that too");
            }
        });
        compared.forEach(Remover::delete);
        if (!compared.isEmpty()) {
            checkpoint.reached("remove.unregistered");
        }
    }

    /** A name that another worktree has by now, since that of this one was free again, is that one's. */
    private static boolean isThere(Saved saved, SavedRoot own) {
        Path worktree = Path.of(saved.manifest().workspace(own).path());
        return Files.isDirectory(own.path())
                && own.commonAbove()
                        .map(common -> Registration.gitDirectory(common, worktree)
                                .filter(own.path()::equals)
                                .isPresent())
                        .orElse(true);
    }

    private static void delete(Path gitDirectory, Comparison compared) {
        try {
            new Deletion(compared.seen(), Set.of()).delete(gitDirectory);
            Files.deleteIfExists(gitDirectory.getParent());
        } catch (DirectoryNotEmptyException e) {
            // Other worktrees are registered there.
        } catch (IOException e) {
            throw new WorkspaceException(
                    Kind.FAILED, "The registration " + gitDirectory + " cannot be deleted: remove again. " + e, e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot rename " + from + " to " + to + ": " + e, e);
        }
    }

    /**
     * Finishes or undoes the removals that a crash interrupted; to be called at start, before workspaces are used. One that
     * cannot be taken up is left as it is, and does not keep the others from it.
     *
     * @return what was done, one sentence each
     */
    public List<String> recover() {
        var done = new ArrayList<String>();
        for (Path file : Removal.files(journals)) {
            String sentence = recover(file);
            if (Files.exists(file)) {
                left.put(file, sentence);
            } else {
                done.add(sentence);
            }
        }
        return done;
    }

    /** What was found of interrupted removals that could not be taken up and still stand as they were, one sentence each. */
    public List<String> unfinished() {
        left.keySet().removeIf(file -> !Files.exists(file));
        return List.copyOf(left.values());
    }

    private String recover(Path file) {
        Optional<Removal> removal = Removal.read(file);
        if (removal.isEmpty()) {
            return "The journal " + file
                    + " of an interrupted removal cannot be read: what is left of the workspace is in a"
                    + " directory .removing-" + file.getFileName() + " beside the others; look at it, then delete the"
                    + " journal";
        }
        try {
            return takeUp(removal.get());
        } catch (RuntimeException failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    /** Resumes a removal; what hinders that does not make the workspace one that was never rescued. */
    private String takeUp(Removal removal) {
        try {
            return resume(removal);
        } catch (RuntimeException failed) {
            throw new WorkspaceException(
                    Kind.FAILED,
                    "The interrupted removal of " + removal.path() + " cannot be taken up (" + failed.getMessage()
                            + "): what is left is in " + removal.aside() + " and stays there; put the rescue store "
                            + removal.store() + " back and restart the daemon, or keep what you need of it and delete "
                            + removal.file(journals),
                    failed);
        }
    }

    private String resume(Removal removal) {
        boolean there = Files.exists(removal.path(), LinkOption.NOFOLLOW_LINKS);
        boolean aside = Files.exists(removal.aside(), LinkOption.NOFOLLOW_LINKS);
        if (there && aside) {
            return "The removal of " + removal.path()
                    + " was interrupted and something new is there: the rest of the old one is in " + removal.aside()
                    + ", its rescue is " + removal.ref();
        }
        return switch (removal.stage()) {
            case ASIDE -> {
                if (aside) {
                    move(removal.aside(), removal.path());
                }
                removal.close(journals);
                yield "The interrupted removal of " + removal.path() + " was undone";
            }
            case DELETING -> resumeDeleting(removal, there, aside);
        };
    }

    private String resumeDeleting(Removal removal, boolean there, boolean aside) {
        if (there) {
            removal.close(journals);
            return "The workspace " + removal.path() + " is back; its removal is forgotten";
        }
        Saved saved = rescues.readBack(stores.at(removal.store()), removal.ref());
        try {
            if (aside) {
                Comparison tree =
                        Comparison.of(saved.manifest().below(SavedRoot.WORK), removal.aside(), true, Set.of());
                if (!tree.same()) {
                    putBack(removal, saved, tree.firstFew());
                }
                finish(removal, saved, tree);
            } else {
                unregister(saved);
                removal.close(journals);
            }
            return "The interrupted removal of " + removal.path() + " was finished";
        } catch (WorkspaceException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
