package dev.tagma.wire.operation;

/** What an operation gives back when it succeeds. */
public sealed interface Reply {

    int status();

    /** A record as JSON. */
    record Body(int status, Class<? extends Record> type) implements Reply {}

    /** A JSON document whose shape is defined elsewhere. */
    record Document(int status, String mediaType) implements Reply {}

    /** Plain text. */
    record Text(int status, String mediaType) implements Reply {}

    /** A stream of server-sent events, each of which carries such a record. */
    record Events(int status, Class<? extends Record> type) implements Reply {}
}
