package dev.tagma.spi.workspace;

/** A workspace could not be made, saved, restored or removed. Nothing was lost. */
public final class WorkspaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, for callers that act on it. */
    public enum Kind {
        /** What was asked for cannot be: no such directory, no repository, no commit, branch in use. */
        REFUSED,
        /** Removing would lose something that was not allowed to be lost. */
        UNSAVED_WORK,
        /** The workspace or its repository is not there or not readable. */
        MISSING,
        /** git or the file system failed. */
        FAILED
    }

    private final Kind kind;

    public WorkspaceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public WorkspaceException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
