package dev.tagma.wire.request;

/** Which way a request was decided. */
public enum Decision {
    /** Go ahead. */
    ALLOW,
    /** Do not. */
    DENY,
    /** A question was answered. */
    CHOOSE
}
