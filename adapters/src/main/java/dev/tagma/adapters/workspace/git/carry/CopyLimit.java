package dev.tagma.adapters.workspace.git.carry;

/** How much is copied into one worktree; what is larger had better be linked. */
record CopyLimit(int names, long bytes) {

    static final CopyLimit USUAL = new CopyLimit(200_000, 4L << 30);
}
