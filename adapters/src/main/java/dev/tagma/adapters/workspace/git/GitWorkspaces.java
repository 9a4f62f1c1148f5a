package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.carry.Carrier;
import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.repository.Repository;
import dev.tagma.adapters.workspace.git.rescue.Remover;
import dev.tagma.adapters.workspace.git.rescue.Rescuer;
import dev.tagma.adapters.workspace.git.rescue.Rescues;
import dev.tagma.adapters.workspace.git.rescue.Restorer;
import dev.tagma.adapters.workspace.git.rescue.Rewinder;
import dev.tagma.adapters.workspace.git.snapshot.Snapshots;
import dev.tagma.adapters.workspace.git.store.PathLocks;
import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.adapters.workspace.git.store.Stores;
import dev.tagma.adapters.workspace.git.tree.OwnDirectories;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Workspaces of the git program: worktrees for sessions, and saves in stores of our own that are never pushed. */
public final class GitWorkspaces implements Workspaces {

    private final Git git;
    private final Stores stores;
    private final Snapshots snapshots;
    private final Worktrees worktrees;
    private final Clones clones;
    private final SeveralRepositories several;
    private final Path scratch;
    private final Rescues rescues;
    private final Rescuer rescuer;
    private final Restorer restorer;
    private final Remover remover;
    private final Rewinder rewinder;
    private final Sizing sizing;

    /**
     * @param worktrees where worktrees of sessions are made
     * @param state where saves, indexes and journals are kept
     * @param environment the process's environment, of which git sees little
     */
    public GitWorkspaces(
            Path worktrees, Path state, Map<String, String> environment, Clock clock, Checkpoint checkpoint) {
        this.git = new Git(environment);
        this.stores = new Stores(git, state.resolve("rescue"));
        var own = new OwnDirectories(List.of(real(worktrees, worktrees), real(state, state)));
        this.snapshots = new Snapshots(git, stores, state.resolve("snapshots"), own);
        var shared = new PathLocks();
        var filling = new Filling(git, new Carrier(own), shared);
        this.worktrees = new Worktrees(worktrees, filling, shared, checkpoint);
        this.clones = new Clones(git, worktrees, filling, checkpoint);
        this.several = new SeveralRepositories(git, worktrees, this.worktrees, clones, checkpoint);
        this.scratch = state.resolve("scratch");
        this.rescues = new Rescues(stores);
        this.rescuer = new Rescuer(git, stores, rescues, scratch, own, clock, checkpoint);
        this.restorer = new Restorer(git, stores, rescues, rescuer, checkpoint);
        this.rewinder = new Rewinder(git, stores, rescuer, snapshots, clock);
        this.sizing = new Sizing(environment, clock);
        this.remover = new Remover(git, stores, rescues, rescuer, state.resolve("removals"), checkpoint);
    }

    /** The path with links resolved as far as it exists, so that it can be found in a walk. */
    private static Path real(Path path, Path existing) {
        if (Files.isDirectory(existing)) {
            try {
                return existing.toRealPath().resolve(existing.relativize(path));
            } catch (IOException e) {
                throw new WorkspaceException(Kind.FAILED, "Cannot look at " + existing + ": " + e, e);
            }
        }
        Path parent = existing.toAbsolutePath().getParent();
        return parent == null ? path : real(path.toAbsolutePath(), parent);
    }

    @Override
    public Workspace create(WorkspacePlan plan) {
        if (!plan.beside().isEmpty()) {
            return several.add(plan);
        }
        Path place = real(plan.place());
        Optional<Repository> repository = Repository.at(git, place);
        return ownOf(plan, place, repository)
                .map(found ->
                        plan.kind() == WorkspacePlan.Kind.CLONE ? clones.add(plan, found) : worktrees.add(plan, found))
                .orElseGet(() -> inPlace(plan, place, repository));
    }

    @Override
    public void requirePossible(WorkspacePlan plan) {
        if (!plan.beside().isEmpty()) {
            several.requirePossible(plan);
            return;
        }
        Path place = real(plan.place());
        Optional<Repository> repository = Repository.at(git, place);
        ownOf(plan, place, repository)
                .ifPresentOrElse(found -> requirePossible(plan, found), () -> inPlace(plan, place, repository));
    }

    private void requirePossible(WorkspacePlan plan, Repository repository) {
        if (plan.kind() == WorkspacePlan.Kind.CLONE) {
            clones.requirePossible(plan, repository);
        } else {
            worktrees.requirePossible(plan, repository);
        }
    }

    /** The repository that is to get a worktree or a clone; none where the place is used as it is. */
    private static Optional<Repository> ownOf(WorkspacePlan plan, Path place, Optional<Repository> repository) {
        return switch (plan.kind()) {
            case IN_PLACE -> Optional.empty();
            case WORKTREE, CLONE ->
                Optional.of(repository.orElseThrow(() -> refused(place + " is in no git repository, so no "
                        + (plan.kind() == WorkspacePlan.Kind.CLONE ? "clone" : "worktree")
                        + " can be made: run git init there, or work in place")));
            case AUTOMATIC -> repository.filter(found -> hasCommit(plan, found));
        };
    }

    private static boolean hasCommit(WorkspacePlan plan, Repository repository) {
        return repository.head().isPresent()
                || plan.branch().isPresent()
                || plan.base().isPresent();
    }

    private static Workspace inPlace(WorkspacePlan plan, Path place, Optional<Repository> repository) {
        Optional<String> branch = repository.flatMap(Repository::branch);
        if (plan.branch().isPresent() && !plan.branch().equals(branch)) {
            throw refused("Working in place takes " + place + " as it is"
                    + branch.map(name -> ", on branch '" + name + "'").orElse("")
                    + ": leave out the branch '" + plan.branch().get() + "', or ask for a worktree");
        }
        if (plan.base().isPresent()) {
            throw refused("Working in place takes " + place + " as it is: leave out the base '"
                    + plan.base().get() + "', or ask for a worktree");
        }
        return new Workspace(
                Workspace.Kind.DIRECTORY,
                place.toString(),
                repository.map(found -> found.home().toString()),
                branch,
                repository.flatMap(Repository::head),
                false);
    }

    /** The directory that a person named, without links; refused where there is none. */
    static Path real(Path place) {
        if (!Files.exists(place)) {
            throw refused("There is no directory " + place + ": make it first");
        }
        if (!Files.isDirectory(place)) {
            throw refused(place + " is not a directory: name the directory that holds it");
        }
        try {
            Path real = place.toRealPath();
            if (!Files.isDirectory(Path.of(real.toString()))) {
                throw refused("The name of " + real + " is not text, so no program can be started there: rename it");
            }
            return real;
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Cannot look at " + place + ": " + e, e);
        }
    }

    @Override
    public WorkspaceStatus status(Workspace workspace) {
        Place place = Place.of(git, workspace);
        return workspace.members().isEmpty()
                ? StatusReading.of(place, workspace.kind() == Workspace.Kind.CLONE)
                : SeveralStatus.of(place, workspace, this::status);
    }

    @Override
    public DiskUse diskUse(Workspace workspace) {
        return sizing.of(Place.of(git, workspace).existing());
    }

    @Override
    public int unmerged(Workspace workspace) {
        return workspace.members().isEmpty()
                ? Merging.unmerged(git, Place.of(git, workspace).existing(), workspace)
                : workspace.members().stream().mapToInt(this::unmerged).sum();
    }

    @Override
    public TreeId snapshot(SessionId session, Workspace workspace, String label) {
        return snapshots.take(Place.of(git, workspace).existing(), snapshotRef(session, label));
    }

    private static String snapshotRef(SessionId session, String label) {
        if (!label.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}")) {
            throw refused("'" + label + "' cannot label a snapshot: use letters, digits, '-' and '_'");
        }
        return snapshotRefs(session) + label;
    }

    private static String snapshotRefs(SessionId session) {
        return Snapshots.REFS + session + "/";
    }

    @Override
    public String diff(Workspace workspace, Optional<TreeId> from, Optional<TreeId> to) {
        Place place = Place.of(git, workspace);
        Store store = stores.of(place.storeKey());
        from.ifPresent(tree -> checkKept(store, tree));
        to.ifPresent(tree -> checkKept(store, tree));
        if (from.isPresent()) {
            return Differences.between(
                    store,
                    from.get().value(),
                    to.orElseGet(() -> present(place)).value());
        }
        return workspace.members().isEmpty()
                ? sinceBase(place, workspace.base(), store, to.map(TreeId::value), "")
                : sinceBases(workspace, store, to);
    }

    /** What is beside the repositories began at nothing, so it is in no difference of this kind. */
    private String sinceBases(Workspace workspace, Store store, Optional<TreeId> to) {
        return workspace.members().stream()
                .map(member -> sinceBase(
                        Place.of(git, member),
                        member.base(),
                        store,
                        to.map(tree -> store.resolve(tree + ":" + member.name()).orElse(EMPTY_TREE)),
                        member.name() + "/"))
                .collect(Collectors.joining());
    }

    private String sinceBase(Place place, Optional<String> base, Store store, Optional<String> to, String below) {
        if (to.isEmpty()) {
            place.existing();
        }
        Repository repository = place.repository()
                .filter(found -> found.topLevel().isPresent() || to.isPresent())
                .orElseThrow(() -> refused(place.path() + " is in no git repository, so it has no base to compare with;"
                        + " diffs need a session in a repository"));
        String commit = base.orElse(EMPTY_TREE);
        return to.isPresent()
                ? Differences.between(store, repository, commit, to.get(), below)
                : Differences.untilNow(place.existing(), repository, commit, scratch, below);
    }

    private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private TreeId present(Place place) {
        return snapshots.present(place.existing());
    }

    private static void checkKept(Store store, TreeId tree) {
        if (!store.has(tree.value())) {
            throw new WorkspaceException(
                    Kind.MISSING, "The snapshot " + tree + " is not kept any more, or was never taken here");
        }
    }

    @Override
    public void prune(SessionId session, Workspace workspace, int keep) {
        Place place = Place.of(git, workspace);
        Store store = stores.of(place.storeKey());
        Snapshots.refs(store, snapshotRefs(session)).stream().skip(keep).forEach(store::deleteRef);
        if (keep == 0) {
            snapshots.forget(place);
        }
    }

    @Override
    public Rescue rescue(SessionId session, Workspace workspace, String reason) {
        return rescuer.rescue(session, workspace, reason);
    }

    @Override
    public List<Rescue> rescues() {
        return rescues.all();
    }

    @Override
    public String manifest(Rescue rescue) {
        return rescues.text(rescue);
    }

    @Override
    public Restored restore(Rescue rescue, Path into) {
        return restorer.restore(rescue, into);
    }

    @Override
    public Restored rewind(SessionId session, Workspace workspace, TreeId tree) {
        return rewinder.rewind(session, workspace, tree);
    }

    @Override
    public Rescue remove(SessionId session, Workspace workspace, Permit permit) {
        return remover.remove(session, workspace, permit, () -> status(workspace));
    }

    @Override
    public void requireRemovable(Workspace workspace, Permit permit) {
        remover.requireRemovable(workspace, permit, () -> status(workspace));
    }

    /** Packs and collects the stores where that is due; to be called now and then, such as once a day. */
    public void collect() {
        stores.all().forEach(Store::collect);
    }

    /**
     * Finishes or undoes removals that a crash interrupted, and takes away half-made clones; to be called once at start,
     * before any workspace is used.
     *
     * @return what was done, one sentence each
     */
    public List<String> recoverInterruptedRemovals() {
        clones.sweep();
        return remover.recover();
    }

    /** The interrupted removals that could not be taken up and whose workspaces were left alone, one sentence each. */
    public List<String> unfinishedRemovals() {
        return remover.unfinished();
    }

    private static WorkspaceException refused(String message) {
        return new WorkspaceException(Kind.REFUSED, message);
    }
}
