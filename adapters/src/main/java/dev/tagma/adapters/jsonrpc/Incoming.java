package dev.tagma.adapters.jsonrpc;

import tools.jackson.databind.JsonNode;

/** What the other side said in one line. */
public sealed interface Incoming {

    /** It wants an answer under this id, a number or a text. */
    record Call(JsonNode id, String method, JsonNode params) implements Incoming {}

    /** It tells something. */
    record Notice(String method, JsonNode params) implements Incoming {}

    /** It answers a call. */
    record Result(JsonNode id, JsonNode value) implements Incoming {}

    /** It answers that a call failed. */
    record Failure(JsonNode id, long code, String message) implements Incoming {}

    /**
     * It is no message.
     *
     * @param beginning what was said, shortened
     */
    record Malformed(String reason, String beginning) implements Incoming {}
}
