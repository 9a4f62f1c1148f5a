package dev.tagma.core.status;

/** How well a status is founded. */
public enum Confidence {
    /** Nothing founds it. */
    NONE,
    /** Read off the terminal's face alone. */
    LOW,
    /** One structured source whose word others do not confirm, or a tie broken by the terminal's face. */
    MEDIUM,
    /** The strongest source that answers says so, and nothing fresh contradicts it. */
    HIGH
}
