package dev.tagma.adapters.agent.claude;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a PermissionRequest hook prints to answer. */
final class Decision {

    private final JsonMapper mapper;

    Decision(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * The hook's output for this answer.
     *
     * @param payload what the hook was told
     */
    String json(Request request, JsonNode payload, Answer answer) {
        ObjectNode decision = mapper.createObjectNode();
        switch (answer) {
            case Answer.Allow(Answer.Scope scope) -> allow(decision, request, payload, scope);
            case Answer.Deny(var reason) -> {
                decision.put("behavior", "deny");
                decision.put("message", reason.orElse("The person declined this."));
            }
            case Answer.Choose(List<List<String>> choices) -> {
                decision.put("behavior", "allow");
                decision.set("updatedInput", answered(request, payload.path("tool_input"), choices));
            }
        }
        ObjectNode output = mapper.createObjectNode();
        output.putObject("hookSpecificOutput")
                .put("hookEventName", "PermissionRequest")
                .set("decision", decision);
        return mapper.writeValueAsString(output);
    }

    /** A plan is approved only with its input given back; a bare allow is ignored and spends the hook. */
    private void allow(ObjectNode decision, Request request, JsonNode payload, Answer.Scope scope) {
        decision.put("behavior", "allow");
        if (request.kind() == RequestKind.PLAN) {
            decision.set("updatedInput", payload.path("tool_input").deepCopy());
        }
        if (scope != Answer.Scope.ONCE && request.kind() == RequestKind.PERMISSION) {
            decision.set("updatedPermissions", rules(payload, scope));
        }
    }

    /** The program's own suggestions do not silence a repeated command, so the rule is made here: this very use. */
    private ArrayNode rules(JsonNode payload, Answer.Scope scope) {
        ObjectNode rule = mapper.createObjectNode();
        String tool = payload.path("tool_name").asString("");
        rule.put("toolName", tool);
        String content = payload.path("tool_input").path("command").asString("");
        if (tool.equals("Bash") && !content.isEmpty()) {
            rule.put("ruleContent", content);
        }
        ObjectNode update = mapper.createObjectNode();
        update.put("type", "addRules");
        update.putArray("rules").add(rule);
        update.put("behavior", "allow");
        update.put("destination", scope == Answer.Scope.SESSION ? "session" : "localSettings");
        return mapper.createArrayNode().add(update);
    }

    private static ObjectNode answered(Request request, JsonNode input, List<List<String>> choices) {
        ObjectNode updated = (ObjectNode) input.deepCopy();
        ObjectNode answers = updated.putObject("answers");
        for (int i = 0; i < choices.size(); i++) {
            answers.put(request.questions().get(i).text(), String.join(", ", choices.get(i)));
        }
        return updated;
    }
}
