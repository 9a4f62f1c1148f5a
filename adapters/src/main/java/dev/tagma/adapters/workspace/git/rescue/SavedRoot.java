package dev.tagma.adapters.workspace.git.rescue;

import java.nio.file.Path;

/** A directory of which a rescue saves something. */
record SavedRoot(String name, Path path, Extent extent) {

    /** The workspace itself. */
    static final String WORK = "work";

    /** The workspace's own git directory; others found in it are {@code git-1} and so on. */
    static final String GIT = "git";

    /** How much of it. */
    enum Extent {
        /** A working tree: all but caches, large ignored files and the repository that holds it. */
        TREE,
        /** A working tree that Tagma made and may delete: its git directory too, where it is inside. */
        OWNED_TREE,
        /** Everything: a git directory that vanishes with its worktree. */
        WHOLE,
        /** A git directory that stays: its HEAD, index and operations, not objects, refs and what is shared. */
        STATE
    }
}
