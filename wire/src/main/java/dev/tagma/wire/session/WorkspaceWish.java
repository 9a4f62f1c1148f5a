package dev.tagma.wire.session;

/** Which workspace is wanted. */
public enum WorkspaceWish {
    /** A worktree where the path is in a repository with a commit, else the directory itself. */
    AUTOMATIC,
    /** A worktree, or an error that says why not. */
    WORKTREE,
    /** A clone: a repository of its own, or an error that says why not. */
    CLONE,
    /** The directory itself. */
    IN_PLACE
}
