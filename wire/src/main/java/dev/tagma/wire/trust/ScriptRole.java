package dev.tagma.wire.trust;

/** When a project's script is run. */
public enum ScriptRole {
    /** When a workspace was made, before its agent starts. */
    SETUP,
    /** Before a workspace is removed. */
    TEARDOWN
}
