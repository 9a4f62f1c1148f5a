package dev.tagma.core.session;

/** What becomes of a turn that a usage limit cut off, once the limit is over. */
public enum AfterLimit {
    /** It stays cut off until somebody speaks. The default. */
    WAIT,
    /** The agent is told to go on, once, when it has said until when the limit holds. */
    CONTINUE
}
