package dev.tagma.wire.turn;

/** How a turn stands. */
public enum TurnState {
    /** It has not ended. */
    RUNNING,
    /** It came to its end. */
    COMPLETED,
    /** Somebody stopped it. */
    INTERRUPTED,
    /** It broke off with an error. */
    FAILED,
    /** The account's limit ended it. */
    LIMITED,
    /** It is over; how it ended is not known. */
    UNKNOWN
}
