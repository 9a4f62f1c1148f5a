package dev.tagma.adapters.agent.claude;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
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
                decision.set("updatedInput", asked(payload).answered(request.questions(), choices));
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
            decision.set("updatedPermissions", asked(payload).rules(mapper, scope));
        }
    }

    private static AskedTool asked(JsonNode payload) {
        return new AskedTool(payload.path("tool_name").asString(""), payload.path("tool_input"));
    }
}
