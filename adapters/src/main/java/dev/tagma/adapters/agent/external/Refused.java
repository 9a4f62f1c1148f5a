package dev.tagma.adapters.agent.external;

/** The adapter answered that it could not do what it was asked to. */
final class Refused extends Exception {

    /** A cursor names no place in the conversation. */
    static final long NO_SUCH_CURSOR = -32001;

    /** It may have had its effect all the same. */
    static final long IN_DOUBT = -32002;

    private static final long serialVersionUID = 1L;

    private final long code;

    Refused(long code, String reason) {
        super(reason);
        this.code = code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    long code() {
        return code;
    }
}
