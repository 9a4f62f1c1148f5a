package dev.tagma.spi.agent;

/** A cursor that names no place in the session's conversations; the message says which and what to do. */
public final class UnknownCursorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownCursorException(String message) {
        super(message);
    }
}
