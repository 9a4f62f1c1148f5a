package dev.tagma.engine;

/** Why a use case refused. The names are stable: clients act on them. */
public enum ProblemCode {
    /** What was given is not of the form it must have. */
    INVALID,
    /** There is no such thing, or it is another tenant's. */
    NOT_FOUND,
    /** The name fits more than one; the message lists them. */
    AMBIGUOUS,
    /** It is not possible in the present state; the message says which state is needed. */
    CONFLICT,
    /** Removing would lose work that was not allowed to be lost. */
    UNSAVED_WORK,
    /** The project's scripts would be run, which nobody has trusted as they are. */
    UNTRUSTED,
    /** The configuration or the caller's role does not allow it. */
    FORBIDDEN,
    /** Something Tagma needs on this machine is missing or too old. */
    UNAVAILABLE,
    /** The time given ran out; whatever was asked for may still happen. */
    TIMED_OUT,
    /** Tagma failed; the log tells more. */
    INTERNAL
}
