package dev.tagma.testkit.model;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chunks of one choice, or the one choice. */
final class ChatReply implements Reply {

    private final Outlet outlet;
    private final ObjectNode head;
    private final StringBuilder content = new StringBuilder();
    private final ArrayNode calls = Json.array();

    ChatReply(ModelRequest request, Outlet outlet, Instant at) {
        this.outlet = outlet;
        this.head = Json.object("id", Ids.next("chatcmpl"), "created", at.getEpochSecond(), "model", request.model());
    }

    @Override
    public void begin(Usage usage) throws IOException {
        chunk(Json.object("role", "assistant", "content", ""), null);
    }

    @Override
    public void text(String piece) throws IOException {
        content.append(piece);
        chunk(Json.object("content", piece), null);
    }

    @Override
    public void think(String piece) throws IOException {
        chunk(Json.object("reasoning_content", piece), null);
    }

    @Override
    public void call(ToolCall call) throws IOException {
        var function = Json.object(
                "name", call.tool().name(), "arguments", call.input().toString());
        var item = Json.object("id", Ids.next("call"), "type", "function", "function", function);
        chunk(Json.object("tool_calls", Json.array(Json.with(item, "index", calls.size()))), null);
        calls.add(item);
    }

    @Override
    public void end(Usage usage) throws IOException {
        var finish = calls.isEmpty() ? "stop" : "tool_calls";
        var counted = Json.object(
                "prompt_tokens", usage.input(), "completion_tokens", usage.output(), "total_tokens", usage.total());
        chunk(Json.object(), finish);
        outlet.event(null, Json.with(document("chat.completion.chunk", Json.array()), "usage", counted));
        outlet.raw("[DONE]");

        var message = Json.object("role", "assistant", "content", content.isEmpty() ? null : content.toString());
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        var choice = Json.object("index", 0, "message", message, "finish_reason", finish);
        outlet.finish(Json.with(document("chat.completion", Json.array(choice)), "usage", counted));
    }

    private void chunk(ObjectNode delta, @Nullable String finish) throws IOException {
        var choice = Json.object("index", 0, "delta", delta, "finish_reason", finish);
        outlet.event(null, document("chat.completion.chunk", Json.array(choice)));
    }

    private ObjectNode document(String kind, ArrayNode choices) {
        return Json.with(Json.with(head, "object", kind), "choices", choices);
    }
}
