package dev.tagma.wire.operation;

/** What a removal may remove although it is not clean. All of it is saved first where it can be. */
public enum Force {
    /** Uncommitted, untracked and unpushed work, which is saved. */
    DIRTY,
    /** Also ignored files that are too large to be saved, or caches. */
    ALL
}
