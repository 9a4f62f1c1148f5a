package dev.tagma.wire.operation;

/** Who may ask for an operation. Each role may do what the ones before it may. */
public enum Access {
    /** Anybody who reaches the door. */
    PUBLIC,
    /** Whoever may look. */
    VIEWER,
    /** Whoever may give work and answer. */
    OPERATOR,
    /** Whoever may run the daemon. */
    ADMIN
}
