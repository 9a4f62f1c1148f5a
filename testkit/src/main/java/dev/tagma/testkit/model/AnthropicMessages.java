package dev.tagma.testkit.model;

import com.sun.net.httpserver.Headers;
import dev.tagma.testkit.script.Entry;
import dev.tagma.testkit.script.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/messages}. */
final class AnthropicMessages implements Protocol {

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public boolean serves(String path) {
        return path.endsWith("/messages");
    }

    @Override
    public ModelRequest read(String path, Headers headers, JsonNode body) {
        var entries = new ArrayList<Entry>();
        var system = new StringBuilder(Json.text(body.path("system")));
        for (var message : body.path("messages")) {
            var content = message.path("content");
            switch (message.path("role").asString()) {
                case "assistant" -> entries.add(reply(content));
                case "system" -> system.append('\n').append(Json.text(content));
                case String _ -> entries.addAll(userEntries(content));
            }
        }
        var output = body.path("output_config").path("format").path("schema");
        return new ModelRequest(
                body.path("model").asString(),
                body.path("stream").asBoolean(false),
                session(headers, body),
                system.toString(),
                body.path("tools")
                        .valueStream()
                        .map(tool -> ToolSpec.function(tool.path("name").asString(), tool.path("input_schema")))
                        .toList(),
                output.isMissingNode() ? body.path("output_format").path("schema") : output,
                entries);
    }

    private static List<Entry> userEntries(JsonNode content) {
        var results = Json.elements(content)
                .filter(block -> block.path("type").asString("").equals("tool_result"))
                .map(block -> Json.text(block.path("content")))
                .toList();
        var entries = new ArrayList<Entry>();
        if (!results.isEmpty()) {
            entries.add(new Entry.Results(results));
        }
        // One entry for each block: clients glue the messages of failed turns, and those that were queued, together as
        // blocks of one. Claude Code then ends each but the last with a new line that nobody wrote.
        var texts = Json.texts(content);
        for (int i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            var isGlued = i < texts.size() - 1 && text.endsWith("\n");
            entries.add(new Entry.Prompt(isGlued ? text.substring(0, text.length() - 1) : text));
        }
        return entries;
    }

    private static Entry reply(JsonNode content) {
        var calls = Json.elements(content)
                .map(block -> block.path("id").asString(""))
                .filter(id -> !id.isEmpty())
                .toList();
        return new Entry.Reply(
                calls.isEmpty() ? Integer.toHexString(Json.text(content).hashCode()) : String.join(",", calls));
    }

    /** Claude Code names its session in a header, and in the user id, which is JSON or ends with the session. */
    private static String session(Headers headers, JsonNode body) {
        var header = headers.getFirst("x-claude-code-session-id");
        if (header != null) {
            return header;
        }
        var user = body.path("metadata").path("user_id").asString("");
        try {
            return user.startsWith("{")
                    ? Json.MAPPER.readTree(user).path("session_id").asString("")
                    : user.substring(user.lastIndexOf('_') + 1);
        } catch (JacksonException _) {
            return user;
        }
    }

    @Override
    public Reply reply(ModelRequest request, Outlet outlet, Instant at) {
        return new AnthropicReply(request, outlet);
    }

    @Override
    public JsonNode error(int status, String message) {
        var type = switch (status) {
            case 400 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> "api_error";
        };
        return Json.object(
                "type", "error", "error", Json.object("type", type, "message", message), "request_id", Ids.next("req"));
    }

    @Override
    public Map<String, String> limitHeaders(Step.Limit limit, Instant resetsAt) {
        var reset = Objects.toString(resetsAt.getEpochSecond());
        return Map.of(
                "anthropic-ratelimit-unified-status", "rejected",
                "anthropic-ratelimit-unified-representative-claim", "five_hour",
                "anthropic-ratelimit-unified-reset", reset,
                "anthropic-ratelimit-unified-5h-reset", reset,
                "anthropic-ratelimit-unified-5h-status", "rejected",
                "anthropic-ratelimit-unified-5h-utilization", "1.0",
                "anthropic-ratelimit-unified-overage-status", "rejected",
                "anthropic-ratelimit-unified-overage-disabled-reason", "org_level_disabled",
                "retry-after", Long.toString(limit.resetsIn().toSeconds()),
                "x-should-retry", "false");
    }
}
