package dev.tagma.testkit.model;

import java.io.IOException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chunks of one candidate, each with its own parts. */
final class GeminiReply implements Reply {

    private final Outlet outlet;
    private final ObjectNode head;
    private final ArrayNode parts = Json.array();

    GeminiReply(ModelRequest request, Outlet outlet) {
        this.outlet = outlet;
        this.head = Json.object("modelVersion", request.model(), "responseId", Ids.next("resp"));
    }

    @Override
    public void begin(Usage usage) {
        // The first part begins the answer.
    }

    @Override
    public void text(String piece) throws IOException {
        add(Json.object("text", piece));
    }

    @Override
    public void think(String piece) throws IOException {
        add(Json.object("text", piece, "thought", true));
    }

    @Override
    public void call(ToolCall call) throws IOException {
        var function = Json.object("id", Ids.next("call"), "name", call.tool().name(), "args", call.input());
        add(Json.object("functionCall", function));
    }

    /** Its client takes a comment for a broken answer, and asks again. */
    @Override
    public void beat(Outlet same) throws IOException {
        outlet.event(null, Json.with(head, "candidates", Json.array(candidate(Json.array(Json.object("text", ""))))));
    }

    @Override
    public void end(Usage usage) throws IOException {
        outlet.event(null, ended(Json.array(Json.object("text", "")), usage));
        outlet.finish(ended(parts, usage));
    }

    private void add(ObjectNode part) throws IOException {
        parts.add(part);
        outlet.event(null, Json.with(head, "candidates", Json.array(candidate(Json.array(part)))));
    }

    private ObjectNode ended(ArrayNode parts, Usage usage) {
        var candidate = Json.with(candidate(parts), "finishReason", "STOP");
        var counted = Json.object(
                "promptTokenCount", usage.input(),
                "candidatesTokenCount", usage.output(),
                "totalTokenCount", usage.total());
        return Json.with(Json.with(head, "candidates", Json.array(candidate)), "usageMetadata", counted);
    }

    private static ObjectNode candidate(ArrayNode parts) {
        return Json.object("content", Json.object("role", "model", "parts", parts), "index", 0);
    }
}
