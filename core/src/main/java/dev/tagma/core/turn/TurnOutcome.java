package dev.tagma.core.turn;

/** How a turn ended. */
public enum TurnOutcome {
    COMPLETED,
    INTERRUPTED,
    FAILED,
    LIMITED,
    UNKNOWN
}
