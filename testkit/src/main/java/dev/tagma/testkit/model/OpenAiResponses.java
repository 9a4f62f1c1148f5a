package dev.tagma.testkit.model;

import com.sun.net.httpserver.Headers;
import dev.tagma.testkit.script.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/responses}. */
final class OpenAiResponses implements Protocol {

    @Override
    public String name() {
        return "responses";
    }

    @Override
    public boolean serves(String path) {
        return path.endsWith("/responses");
    }

    @Override
    public ModelRequest read(String path, Headers headers, JsonNode body) {
        var entries = new ArrayList<Entry>();
        var tools = new ArrayList<ToolSpec>();
        var system = new StringBuilder(body.path("instructions").asString(""));
        body.path("tools").forEach(tool -> specs(tool).forEach(tools::add));
        Json.elements(body.path("input")).forEach(item -> {
            var type = item.isString() ? "message" : item.path("type").asString("message");
            if (type.equals("additional_tools")) {
                item.path("tools").forEach(tool -> specs(tool).forEach(tools::add));
            } else if (type.endsWith("_call_output")) {
                entries.add(new Entry.Results(List.of(Json.text(item.path("output")))));
            } else if (type.endsWith("_call")) {
                entries.add(new Entry.Reply(item.path("call_id").asString("")));
            } else if (type.equals("message")) {
                message(item, entries, system);
            }
        });
        return new ModelRequest(
                body.path("model").asString(),
                body.path("stream").asBoolean(false),
                session(headers, body),
                system.toString(),
                tools,
                body.path("text").path("format").path("schema"),
                entries);
    }

    private static void message(JsonNode item, List<Entry> entries, StringBuilder system) {
        var content = item.isString() ? item : item.path("content");
        switch (item.path("role").asString("user")) {
            case "system", "developer" -> system.append('\n').append(Json.text(content));
            case "user" -> Json.texts(content).forEach(text -> entries.add(new Entry.Prompt(text)));
            case String _ ->
                entries.add(
                        new Entry.Reply(Integer.toHexString(Json.text(content).hashCode())));
        }
    }

    private static Stream<ToolSpec> specs(JsonNode tool) {
        var type = tool.path("type").asString("function");
        if (type.equals("namespace")) {
            var namespace = tool.path("name").asString();
            return tool.path("tools").valueStream().map(inner -> spec(inner, namespace));
        }
        return Stream.of(spec(tool, null));
    }

    private static ToolSpec spec(JsonNode tool, @Nullable String namespace) {
        var type = tool.path("type").asString("function");
        var own = type.equals("function") || type.equals("custom");
        return new ToolSpec(
                tool.path("name").asString(type),
                tool.path("parameters"),
                type.equals("custom"),
                own ? null : type,
                namespace);
    }

    private static String session(Headers headers, JsonNode body) {
        var header = Objects.requireNonNullElse(headers.getFirst("session_id"), "");
        return header.isEmpty() ? body.path("prompt_cache_key").asString("") : header;
    }

    @Override
    public Reply reply(ModelRequest request, Outlet outlet, Instant at) {
        return new ResponsesReply(request, outlet, at);
    }

    @Override
    public JsonNode error(int status, String message) {
        var type = status == 429 ? "rate_limit_exceeded" : status < 500 ? "invalid_request_error" : "server_error";
        return Json.object("error", Json.object("message", message, "type", type, "code", null, "param", null));
    }
}
