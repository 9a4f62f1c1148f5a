package dev.tagma.adapters.jsonrpc;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes single messages. Whatever the other side writes is read as something; nothing is thrown. */
public final class Messages {

    /** The method is not known. */
    public static final int NO_SUCH_METHOD = -32601;

    /** The parameters are wrong. */
    public static final int BAD_PARAMETERS = -32602;

    /** It could not be done. */
    public static final int FAILED = -32603;

    private static final int SHOWN = 200;

    private final JsonMapper mapper;

    public Messages(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** What a line says. */
    public Incoming read(String line) {
        JsonNode message;
        try {
            message = mapper.readTree(line);
        } catch (JacksonException broken) {
            return malformed("it is no JSON", line);
        }
        if (!message.isObject()) {
            return malformed("it is no JSON object", line);
        }
        JsonNode id = message.path("id");
        boolean named = id.isNumber() || id.isString();
        JsonNode method = message.path("method");
        if (method.isString()) {
            return named
                    ? new Incoming.Call(id, method.asString(), message.path("params"))
                    : new Incoming.Notice(method.asString(), message.path("params"));
        }
        if (named && message.path("error").isObject()) {
            JsonNode error = message.path("error");
            return new Incoming.Failure(id, error.path("code").asLong(0), text(error));
        }
        return named && message.has("result")
                ? new Incoming.Result(id, message.path("result"))
                : malformed("it is neither a call nor an answer", line);
    }

    /** What went wrong, with what its data tells beyond that. */
    private static String text(JsonNode error) {
        String message = error.path("message").asString("");
        JsonNode data = error.path("data");
        String detail = data.isString()
                ? data.asString()
                : data.path("details").asString(data.path("message").asString(""));
        return detail.isEmpty() || detail.equals(message) ? message : message + ": " + detail;
    }

    /** A line that is no message, whatever it holds. */
    public static Incoming.Malformed malformed(String reason, String line) {
        return new Incoming.Malformed(reason, line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…");
    }

    public String call(long id, String method, JsonNode params) {
        return line(message().put("id", id).put("method", method), "params", params);
    }

    public String notice(String method, JsonNode params) {
        return line(message().put("method", method), "params", params);
    }

    public String result(JsonNode id, JsonNode value) {
        ObjectNode message = message();
        message.set("id", id);
        return line(message, "result", value);
    }

    public String failure(JsonNode id, int code, String why) {
        ObjectNode message = message();
        message.set("id", id);
        return line(
                message, "error", mapper.createObjectNode().put("code", code).put("message", why));
    }

    private ObjectNode message() {
        return mapper.createObjectNode().put("jsonrpc", "2.0");
    }

    private String line(ObjectNode message, String name, JsonNode value) {
        message.set(name, value instanceof MissingNode ? mapper.createObjectNode() : value);
        return mapper.writeValueAsString(message);
    }

    /** The bytes that the other side reads. */
    public static byte[] bytes(String message) {
        return (message + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
