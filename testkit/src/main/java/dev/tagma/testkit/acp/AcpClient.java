package dev.tagma.testkit.acp;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a turn asks of its client beside permissions: a form, or any of its methods. */
final class AcpClient {

    private final String conversation;
    private final AcpWire wire;
    private final JsonMapper mapper;
    private String terminal = "";

    AcpClient(String conversation, AcpWire wire, JsonMapper mapper) {
        this.conversation = conversation;
        this.wire = wire;
        this.mapper = mapper;
    }

    /** Asks a question and returns what to say of its answer. */
    String ask(String question, List<String> options) throws InterruptedException {
        ObjectNode params = mapper.createObjectNode()
                .put("sessionId", conversation)
                .put("mode", "form")
                .put("message", question);
        ObjectNode schema = params.putObject("requestedSchema").put("type", "object");
        ArrayNode choices = schema.putObject("properties")
                .putObject("answer")
                .put("type", "string")
                .putArray("enum");
        options.forEach(choices::add);
        schema.putArray("required").add("answer");
        JsonNode result = wire.ask("elicitation/create", params).path("result");
        return result.path("action").asString("").equals("accept")
                ? "The answer is " + result.path("content").path("answer").asString("")
                : "No answer: " + result.path("action").asString("refused");
    }

    /** Calls a method; the terminal {@code $} is the one that was made last. Returns the answer. */
    String call(String method, String json) throws InterruptedException {
        ObjectNode params = (ObjectNode) mapper.readTree(json.replace("\"$\"", "\"" + terminal + "\""));
        JsonNode answer = wire.ask(method, params.put("sessionId", conversation));
        terminal = answer.path("result").path("terminalId").asString(terminal);
        return mapper.writeValueAsString(answer.has("error") ? answer.path("error") : answer.path("result"));
    }
}
