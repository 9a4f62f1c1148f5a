package dev.tagma.testkit.model;

import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A list of output items, of which one is open at a time; every event is numbered. */
final class ResponsesReply implements Reply {

    private final Outlet outlet;
    private final ObjectNode response;
    private final ArrayNode output = Json.array();
    private final StringBuilder text = new StringBuilder();
    private @Nullable ObjectNode open;
    private int sequence;

    ResponsesReply(ModelRequest request, Outlet outlet, Instant at) {
        this.outlet = outlet;
        this.response = Json.object(
                "id",
                Ids.next("resp"),
                "object",
                "response",
                "created_at",
                at.getEpochSecond(),
                "status",
                "in_progress",
                "model",
                request.model(),
                "output",
                Json.array(),
                "error",
                null,
                "incomplete_details",
                null,
                "parallel_tool_calls",
                true,
                "tool_choice",
                "auto",
                "tools",
                Json.array(),
                "usage",
                null);
    }

    @Override
    public void begin(Usage usage) throws IOException {
        emit("response.created", Json.object("response", response));
        emit("response.in_progress", Json.object("response", response));
    }

    @Override
    public void text(String piece) throws IOException {
        if (!isOpen("message")) {
            var item = Json.object(
                    "id",
                    Ids.next("msg"),
                    "type",
                    "message",
                    "status",
                    "in_progress",
                    "role",
                    "assistant",
                    "content",
                    Json.array());
            openItem(item);
            emit("response.content_part.added", Json.with(at("content_index"), "part", outputText("")));
        }
        text.append(piece);
        emit(
                "response.output_text.delta",
                Json.with(Json.with(at("content_index"), "delta", piece), "logprobs", Json.array()));
    }

    @Override
    public void think(String piece) throws IOException {
        if (!isOpen("reasoning")) {
            openItem(Json.object(
                    "id", Ids.next("rs"), "type", "reasoning", "summary", Json.array(), "encrypted_content", null));
            emit("response.reasoning_summary_part.added", Json.with(at("summary_index"), "part", summaryText("")));
        }
        text.append(piece);
        emit("response.reasoning_summary_text.delta", Json.with(at("summary_index"), "delta", piece));
    }

    @Override
    public void call(ToolCall call) throws IOException {
        openItem(item(call));
        closeItem();
    }

    @Override
    public void end(Usage usage) throws IOException {
        closeItem();
        response.put("status", "completed");
        response.set("output", output);
        response.set(
                "usage",
                Json.object(
                        "input_tokens", usage.input(),
                        "input_tokens_details", Json.object("cached_tokens", 0),
                        "output_tokens", usage.output(),
                        "output_tokens_details", Json.object("reasoning_tokens", 0),
                        "total_tokens", usage.total()));
        emit("response.completed", Json.object("response", response));
        outlet.finish(response);
    }

    private static ObjectNode item(ToolCall call) {
        var tool = call.tool();
        var common = Json.object("status", "in_progress", "call_id", Ids.next("call"), "name", tool.name());
        if (tool.namespace() != null) {
            common.put("namespace", tool.namespace());
        }
        if (tool.freeform()) {
            return typed(common, "custom_tool_call", "ctc", "input", call.input());
        }
        if ("local_shell".equals(tool.builtin())) {
            var command = Json.array("bash", "-lc", call.input().path("command"));
            var action = Json.object("type", "exec", "command", command, "env", Json.object());
            return typed(common, "local_shell_call", "lsh", "action", action);
        }
        return typed(common, "function_call", "fc", "arguments", call.input().toString());
    }

    private static ObjectNode typed(ObjectNode common, String type, String prefix, String name, Object value) {
        return Json.with(Json.with(Json.with(common, "type", type), "id", Ids.next(prefix)), name, value);
    }

    private void openItem(ObjectNode item) throws IOException {
        closeItem();
        open = item;
        text.setLength(0);
        emit("response.output_item.added", Json.object("output_index", output.size(), "item", item));
    }

    private void closeItem() throws IOException {
        var item = open;
        if (item == null) {
            return;
        }
        var whole = text.toString();
        if (isOpen("message")) {
            var done = Json.with(at("content_index"), "text", whole);
            emit("response.output_text.done", Json.with(done, "logprobs", Json.array()));
            emit("response.content_part.done", Json.with(at("content_index"), "part", outputText(whole)));
            item.set("content", Json.array(outputText(whole)));
        } else if (isOpen("reasoning")) {
            emit("response.reasoning_summary_text.done", Json.with(at("summary_index"), "text", whole));
            emit("response.reasoning_summary_part.done", Json.with(at("summary_index"), "part", summaryText(whole)));
            item.set("summary", Json.array(summaryText(whole)));
        }
        item.put("status", "completed");
        emit("response.output_item.done", Json.object("output_index", output.size(), "item", item));
        output.add(item);
        open = null;
    }

    private boolean isOpen(String type) {
        return open != null && open.path("type").asString().equals(type);
    }

    /** Where the open item stands. */
    private ObjectNode at(String partIndex) {
        var id = Objects.requireNonNull(open, "no item is open").path("id");
        return Json.object("item_id", id, "output_index", output.size(), partIndex, 0);
    }

    private static ObjectNode outputText(String text) {
        return Json.object("type", "output_text", "text", text, "annotations", Json.array(), "logprobs", Json.array());
    }

    private static ObjectNode summaryText(String text) {
        return Json.object("type", "summary_text", "text", text);
    }

    private void emit(String type, ObjectNode rest) throws IOException {
        var event = Json.object("type", type, "sequence_number", sequence++);
        event.setAll(rest);
        outlet.event(type, event);
    }
}
