package dev.tagma.wire.operation;

/** How an operation is asked for over HTTP. */
public enum Method {
    GET,
    POST,
    PATCH,
    DELETE;

    /** Whether asking changes nothing. */
    public boolean safe() {
        return this == GET;
    }
}
