package dev.tagma.spi.workspace;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes, saves, restores and removes workspaces. Saving is exact: every byte, full mode, symlink, empty directory, nested
 * repository and submodule with its own dirt, the index, HEAD and operations in progress; no filter and no hook runs.
 *
 * <p>All methods throw {@link WorkspaceException}. Calls for different workspaces may overlap; calls for one may not,
 * except {@link #status}, {@link #diskUse}, {@link #unmerged}, {@link #requirePossible}, {@link #requireRemovable},
 * {@link #diff}, and {@link #prune} that keeps some.
 */
public interface Workspaces {

    /** Makes the workspace. Repeating the call after a crash with the same plan gives the same workspace. */
    Workspace create(WorkspacePlan plan);

    /**
     * Refuses what {@link #create} would refuse of the place as it is, as far as that is known at little cost, and touches
     * nothing; making the workspace may be refused all the same.
     */
    void requirePossible(WorkspacePlan plan);

    WorkspaceStatus status(Workspace workspace);

    /** Measures what the workspace takes of the disk, which may last: every name in it is looked at. */
    DiskUse diskUse(Workspace workspace);

    /**
     * How many commits of the workspace and of its branch have come to no other place that stays: neither to what the work
     * began at, nor to what the repository's own checkout is on, nor to a remote. Those of submodules count for what their
     * remotes lack. What cannot be found out fails.
     */
    int unmerged(Workspace workspace);

    /**
     * Saves a snapshot for the record of a turn, cheaply: it keeps a private index, so that unchanged files are not read
     * again. Ignored files are not part of it.
     *
     * @param label part of the ref that keeps it, such as {@code turn-7-start}
     */
    TreeId snapshot(SessionId session, Workspace workspace, String label);

    /** Saves everything to a ref and reads it back. */
    Rescue rescue(SessionId session, Workspace workspace, String reason);

    /** All rescues in the stores of this state directory, newest first. */
    List<Rescue> rescues();

    /** What a rescue holds: one line a path with type, mode, size and hash. */
    String manifest(Rescue rescue);

    /**
     * Brings a rescue back into a directory. Refuses a directory that holds anything unless it is the workspace of the
     * rescue itself, which is rescued first; {@link Restored#savedFirst} then names that.
     */
    Restored restore(Rescue rescue, Path into);

    /** Puts the files of a snapshot back into the workspace, after rescuing what is there. */
    Restored rewind(SessionId session, Workspace workspace, TreeId tree);

    /**
     * Removes the workspace's directory and its registration, not its branch. Rescues first and verifies the rescue
     * against the tree just before removal; any difference refuses.
     *
     * @param permit what may go although it is not clean
     */
    Rescue remove(SessionId session, Workspace workspace, Permit permit);

    /**
     * Refuses what {@link #remove} would refuse of the workspace as it is, and touches nothing; work may go on in it
     * meanwhile, so a removal may be refused all the same.
     */
    void requireRemovable(Workspace workspace, Permit permit);

    /** A unified diff between two snapshots, or from the workspace's base to its present state where both are absent. */
    String diff(Workspace workspace, Optional<TreeId> from, Optional<TreeId> to);

    /** Drops the snapshots of a session but for the newest {@code keep}; rescues stay. */
    void prune(SessionId session, Workspace workspace, int keep);

    /** What a removal may do. */
    record Permit(boolean dirty, boolean unsavedIgnored) {
        public static final Permit CLEAN_ONLY = new Permit(false, false);
        public static final Permit DIRTY = new Permit(true, false);
        public static final Permit ALL = new Permit(true, true);
    }

    /**
     * What a restore or a rewind did.
     *
     * @param files how many files and links it put there
     * @param removed how many it took away without putting another in their place
     * @param notes what a person should know of it, one sentence each: a branch that moved meanwhile, what was never saved
     */
    record Restored(Path path, long files, long removed, Optional<Rescue> savedFirst, List<String> notes) {

        public Restored {
            notes = List.copyOf(notes);
        }
    }
}
