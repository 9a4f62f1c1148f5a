package dev.tagma.adapters.workspace.git.tree;

/** What kind of thing a name is. */
public enum FileKind {
    FILE,
    DIRECTORY,
    SYMLINK,
    FIFO,
    SOCKET,
    DEVICE
}
