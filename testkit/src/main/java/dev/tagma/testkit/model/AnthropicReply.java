package dev.tagma.testkit.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A message made of blocks, of which one is open at a time. */
final class AnthropicReply implements Reply {

    private static final String SIGNATURE = "ZmFrZQ==";

    private final Outlet outlet;
    private final ObjectNode message;
    private final ArrayNode content = Json.array();
    private final StringBuilder open = new StringBuilder();
    private @Nullable String openType;
    private boolean called;

    AnthropicReply(ModelRequest request, Outlet outlet) {
        this.outlet = outlet;
        this.message = Json.object(
                "id",
                Ids.next("msg"),
                "type",
                "message",
                "role",
                "assistant",
                "model",
                request.model(),
                "content",
                Json.array(),
                "stop_reason",
                null,
                "stop_sequence",
                null);
    }

    @Override
    public void begin(Usage usage) throws IOException {
        emit("message_start", "message", Json.with(message, "usage", usage(usage.input(), 1)));
        emit("ping");
    }

    @Override
    public void text(String piece) throws IOException {
        piece("text", Json.object("type", "text", "text", ""), piece);
    }

    @Override
    public void think(String piece) throws IOException {
        piece("thinking", Json.object("type", "thinking", "thinking", "", "signature", ""), piece);
    }

    @Override
    public void call(ToolCall call) throws IOException {
        closeBlock();
        called = true;
        var block = Json.object(
                "type", "tool_use", "id", Ids.next("toolu"), "name", call.tool().name(), "input", Json.object());
        openBlock(block);
        delta("input_json_delta", "partial_json", call.input().toString());
        emit("content_block_stop", "index", content.size());
        content.add(Json.with(block, "input", call.input()));
    }

    @Override
    public void end(Usage usage) throws IOException {
        closeBlock();
        var stop = called ? "tool_use" : "end_turn";
        var counted = usage(usage.input(), usage.output());
        emit("message_delta", "delta", Json.object("stop_reason", stop, "stop_sequence", null), "usage", counted);
        emit("message_stop");
        message.set("content", content);
        message.put("stop_reason", stop);
        message.set("usage", counted);
        outlet.finish(message);
    }

    @Override
    public void breakOff(JsonNode error) throws IOException {
        outlet.event("error", error);
        throw new CutException();
    }

    private void piece(String type, ObjectNode empty, String piece) throws IOException {
        if (!type.equals(openType)) {
            closeBlock();
            openBlock(empty);
            openType = type;
        }
        open.append(piece);
        delta(type + "_delta", type, piece);
    }

    private void openBlock(ObjectNode block) throws IOException {
        emit("content_block_start", "index", content.size(), "content_block", block);
    }

    private void closeBlock() throws IOException {
        if (openType == null) {
            return;
        }
        var block = Json.object("type", openType, openType, open.toString());
        if (openType.equals("thinking")) {
            delta("signature_delta", "signature", SIGNATURE);
            block.put("signature", SIGNATURE);
        }
        emit("content_block_stop", "index", content.size());
        content.add(block);
        open.setLength(0);
        openType = null;
    }

    private void delta(String type, String name, String value) throws IOException {
        emit("content_block_delta", "index", content.size(), "delta", Json.object("type", type, name, value));
    }

    private void emit(String type, @Nullable Object... rest) throws IOException {
        var event = Json.object("type", type);
        event.setAll(Json.object(rest));
        outlet.event(type, event);
    }

    private static ObjectNode usage(int input, int output) {
        return Json.object(
                "input_tokens",
                input,
                "cache_creation_input_tokens",
                0,
                "cache_read_input_tokens",
                0,
                "output_tokens",
                output);
    }
}
