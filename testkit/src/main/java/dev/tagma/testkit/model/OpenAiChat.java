package dev.tagma.testkit.model;

import com.sun.net.httpserver.Headers;
import dev.tagma.testkit.script.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/chat/completions}. */
final class OpenAiChat implements Protocol {

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public boolean serves(String path) {
        return path.endsWith("/chat/completions");
    }

    @Override
    public ModelRequest read(String path, Headers headers, JsonNode body) {
        var entries = new ArrayList<Entry>();
        var system = new StringBuilder();
        for (var message : body.path("messages")) {
            var content = message.path("content");
            switch (message.path("role").asString()) {
                case "system", "developer" -> system.append('\n').append(Json.text(content));
                case "tool" -> entries.add(new Entry.Results(List.of(Json.text(content))));
                case "user" -> Json.texts(content).forEach(text -> entries.add(new Entry.Prompt(text)));
                case String _ -> entries.add(reply(message));
            }
        }
        return new ModelRequest(
                body.path("model").asString(),
                body.path("stream").asBoolean(false),
                body.path("user").asString(""),
                system.toString(),
                body.path("tools")
                        .valueStream()
                        .map(tool -> tool.path("function"))
                        .map(function ->
                                ToolSpec.function(function.path("name").asString(), function.path("parameters")))
                        .toList(),
                body.path("response_format").path("json_schema").path("schema"),
                entries);
    }

    private static Entry reply(JsonNode message) {
        var calls = message.path("tool_calls")
                .valueStream()
                .map(call -> call.path("id").asString(""))
                .toList();
        var text = Json.text(message.path("content"));
        return new Entry.Reply(calls.isEmpty() ? Integer.toHexString(text.hashCode()) : String.join(",", calls));
    }

    @Override
    public Reply reply(ModelRequest request, Outlet outlet, Instant at) {
        return new ChatReply(request, outlet, at);
    }

    @Override
    public JsonNode error(int status, String message) {
        var type = status == 429 ? "rate_limit_exceeded" : status < 500 ? "invalid_request_error" : "server_error";
        return Json.object("error", Json.object("message", message, "type", type, "code", null, "param", null));
    }
}
