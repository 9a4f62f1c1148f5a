package dev.tagma.testkit.fault;

/** Where in its scenario a session stands when something may go wrong. */
public enum Moment {
    /** Its agent waits for something to do. */
    QUIET,
    /** A turn runs. */
    WORKING,
    /** Its agent asks, and waits for the answer. */
    ASKED
}
