package dev.tagma.wire.daemon;

/** How something is that was looked at. */
public enum CheckState {
    /** As it should be. */
    OK,
    /** Tagma works, but something will be missing. */
    WARNING,
    /** Tagma cannot work like this. */
    FAILED
}
