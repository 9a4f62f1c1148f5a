package dev.tagma.wire.operation;

/** Where an operation can be asked for. */
public enum Door {
    /** Everywhere. */
    ANY,
    /** On the Unix socket only: by whoever runs as the daemon's own user on its own machine. */
    SOCKET
}
