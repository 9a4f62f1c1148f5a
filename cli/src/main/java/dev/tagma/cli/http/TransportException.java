package dev.tagma.cli.http;

/** The daemon could not be spoken with. What it answers, a refusal too, is never one of these. */
public final class TransportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public TransportException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public TransportException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What went wrong. */
    public enum Kind {
        /** There is no socket: no daemon was started, or it was stopped on purpose. */
        ABSENT,
        /** There is a socket and nobody listens on it: its daemon was killed. */
        REFUSED,
        /** The socket may not be used by this user, or cannot be used at all. */
        DENIED,
        /** The connection was cut before the answer was whole. */
        LOST,
        /** No answer came in time. */
        LATE,
        /** What came is not an answer in HTTP. */
        GARBLED;

        /** Whether nobody listens; the request cannot have had any effect. */
        public boolean nobodyListens() {
            return this == ABSENT || this == REFUSED;
        }
    }
}
