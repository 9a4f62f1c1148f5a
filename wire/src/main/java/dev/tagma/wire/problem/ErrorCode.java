package dev.tagma.wire.problem;

/** Why something was refused or failed. The names are stable: clients act on them. */
public enum ErrorCode {
    /** What was given is not of the form it must have. */
    INVALID(400, "What was given is not of the form it must have"),
    /** No token was shown, or a wrong one. */
    UNAUTHENTICATED(401, "Show a valid token"),
    /** Neither the configuration nor the caller's role allows it. */
    FORBIDDEN(403, "This is not allowed"),
    /** A project's scripts would be run, which nobody has trusted as they are. */
    UNTRUSTED(403, "Nobody has trusted this"),
    /** There is no such thing. */
    NOT_FOUND(404, "There is no such thing"),
    /** The path exists, but not with this method. */
    METHOD_NOT_ALLOWED(405, "This path does not take this method"),
    /** The name or the question fits more than one; {@code candidates} lists them. */
    AMBIGUOUS(409, "More than one fits"),
    /** It is not possible in the present state. */
    CONFLICT(409, "It is not possible in the present state"),
    /** Removing would lose work that was not allowed to be lost. */
    UNSAVED_WORK(409, "Work would be lost"),
    /** The body is larger than is accepted. */
    TOO_LARGE(413, "The body is too large"),
    /** The body is not of a type that is accepted. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
    /** Tagma failed; its log tells more. */
    INTERNAL(500, "Tagma failed"),
    /** Something Tagma needs is missing, or it is stopping. */
    UNAVAILABLE(503, "Something needed is not available"),
    /** The time given ran out; whatever was asked for may still happen. */
    TIMED_OUT(504, "The time ran out");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The same for every problem of this code. */
    public String title() {
        return title;
    }
}
