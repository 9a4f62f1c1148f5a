package dev.tagma.adapters.agent.claude.stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is said to the program, a line each. */
final class Wire {

    /** The id of the first request: its answer says that the program can be spoken to. */
    static final String INITIALIZE = "tagma-initialize";

    private final JsonMapper mapper;

    Wire(JsonMapper mapper) {
        this.mapper = mapper;
    }

    String initialize() {
        return control(INITIALIZE, mapper.createObjectNode().put("subtype", "initialize"));
    }

    String interrupt(String id) {
        return control(id, mapper.createObjectNode().put("subtype", "interrupt"));
    }

    String mode(String id, String mode) {
        return control(
                id,
                mapper.createObjectNode().put("subtype", "set_permission_mode").put("mode", mode));
    }

    String model(String id, String model) {
        return control(id, mapper.createObjectNode().put("subtype", "set_model").put("model", model));
    }

    private String control(String id, ObjectNode request) {
        ObjectNode message =
                mapper.createObjectNode().put("type", "control_request").put("request_id", id);
        message.set("request", request);
        return mapper.writeValueAsString(message);
    }

    /** @param key names the message; the program repeats it when the message has entered the conversation */
    String prompt(String key, String conversation, String text) {
        ObjectNode message = mapper.createObjectNode().put("type", "user");
        message.putObject("message").put("role", "user").put("content", text);
        message.putNull("parent_tool_use_id");
        message.put("session_id", conversation).put("uuid", key);
        return mapper.writeValueAsString(message);
    }

    /** The answer to what the program asked under this id. */
    String answer(String id, JsonNode value) {
        ObjectNode message = mapper.createObjectNode().put("type", "control_response");
        message.putObject("response")
                .put("subtype", "success")
                .put("request_id", id)
                .set("response", value);
        return mapper.writeValueAsString(message);
    }

    String refusal(String id, String why) {
        ObjectNode message = mapper.createObjectNode().put("type", "control_response");
        message.putObject("response")
                .put("subtype", "error")
                .put("request_id", id)
                .put("error", why);
        return mapper.writeValueAsString(message);
    }
}
