package dev.tagma.wire.trust;

/** What a project's script is for. */
public enum ScriptRole {
    /** When a workspace was made, before its agent starts. */
    SETUP,
    /** Before a workspace is removed. */
    TEARDOWN,
    /** Not run: it says from where the submodules of workspaces are cloned. */
    SUBMODULES
}
