package dev.tagma.testkit.played;

import dev.tagma.core.session.AgentId;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An agent of the Agent Client Protocol. */
public final class PlayedAcp extends LineAgent {

    private static final String MODES = "default";

    private String conversation = "";
    private JsonNode prompt = mapper().missingNode();
    private boolean stopped;
    private long asked;
    private int tools;

    @Override
    public AgentId agent() {
        return new AgentId("played-acp");
    }

    @Override
    protected void begin(List<String> command) {
        prompt = mapper().missingNode();
    }

    @Override
    protected void hear(JsonNode message) {
        JsonNode id = message.path("id");
        JsonNode params = message.path("params");
        switch (message.path("method").asString("")) {
            case "" -> {
                if (id.asLong(-1) == asked) {
                    stopped = message.path("result")
                            .path("outcome")
                            .path("outcome")
                            .asString("")
                            .equals("cancelled");
                    answered();
                }
            }
            case "initialize" -> {
                ObjectNode result = mapper().createObjectNode().put("protocolVersion", 1);
                result.putObject("agentCapabilities").put("loadSession", true);
                result.putArray("authMethods");
                result(id, result);
            }
            case "session/new" -> open(id, UUID.randomUUID().toString());
            case "session/load" -> open(id, params.path("sessionId").asString(""));
            case "session/prompt" -> {
                StringBuilder text = new StringBuilder();
                params.path("prompt")
                        .forEach(block -> text.append(block.path("text").asString("")));
                prompt = id;
                stopped = false;
                prompted(text.toString());
            }
            case "session/cancel" -> {
                stopped = works();
                end();
            }
            default -> result(id, mapper().createObjectNode());
        }
    }

    private void open(JsonNode id, String which) {
        conversation = which;
        ObjectNode result = mapper().createObjectNode().put("sessionId", which);
        ObjectNode modes = result.putObject("modes").put("currentModeId", MODES);
        modes.putArray("availableModes").addObject().put("id", MODES).put("name", MODES);
        result(id, result);
    }

    @Override
    protected void ask(String command) {
        asked = 1_000L + tools++;
        ObjectNode use = update("tool_call")
                .put("toolCallId", "call-" + tools)
                .put("title", command)
                .put("kind", "execute")
                .put("status", "pending");
        use.putObject("rawInput").put("command", command);
        tell(use);
        ObjectNode tool = use.deepCopy();
        tool.remove("sessionUpdate");
        ObjectNode message = mapper().createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", asked)
                .put("method", "session/request_permission");
        ObjectNode params = message.putObject("params").put("sessionId", conversation);
        ArrayNode options = params.putArray("options");
        options.addObject().put("optionId", "yes").put("name", "Allow").put("kind", "allow_once");
        options.addObject().put("optionId", "no").put("name", "Reject").put("kind", "reject_once");
        params.set("toolCall", tool);
        write(mapper().writeValueAsString(message));
    }

    @Override
    protected void say(String words) {
        ObjectNode update = update("agent_message_chunk");
        update.putObject("content").put("type", "text").put("text", words);
        tell(update);
    }

    @Override
    protected void tellEnd() {
        result(prompt, mapper().createObjectNode().put("stopReason", stopped ? "cancelled" : "end_turn"));
    }

    @Override
    protected List<String> babble() {
        return List.of(
                "{\"jsonrpc\": \"2.0\", \"id",
                "[1]",
                "no JSON at all",
                "{\"jsonrpc\":\"2.0\",\"method\":\"weather/changed\",\"params\":{\"rain\":true}}");
    }

    @Override
    protected String harmless() {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"_played/nothing\",\"params\":{\"words\":\"nothing happened\"}}";
    }

    @Override
    protected void tellLate() {
        say("one thing more");
    }

    private ObjectNode update(String kind) {
        return mapper().createObjectNode().put("sessionUpdate", kind);
    }

    private void tell(ObjectNode update) {
        ObjectNode message = mapper().createObjectNode().put("jsonrpc", "2.0").put("method", "session/update");
        message.putObject("params").put("sessionId", conversation).set("update", update);
        write(mapper().writeValueAsString(message));
    }

    private void result(JsonNode id, JsonNode result) {
        ObjectNode message = mapper().createObjectNode().put("jsonrpc", "2.0");
        message.set("id", id);
        message.set("result", result);
        write(mapper().writeValueAsString(message));
    }
}
