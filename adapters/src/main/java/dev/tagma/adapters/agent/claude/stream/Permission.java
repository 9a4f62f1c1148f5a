package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.agent.claude.AskedTool;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.spi.agent.Observation;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the program asks before it uses a tool, in Tagma's words, and Tagma's answers in the program's. */
final class Permission {

    private final JsonMapper mapper;

    Permission(JsonMapper mapper) {
        this.mapper = mapper;
    }

    static AskedTool tool(Talk.Asked asked) {
        return new AskedTool(
                asked.request().path("tool_name").asString(""), asked.request().path("input"));
    }

    Observation.RequestOpened opened(Talk.Asked asked) {
        AskedTool tool = tool(asked);
        return new Observation.RequestOpened(
                asked.key(),
                tool.kind(),
                tool.title(),
                tool.kind() == RequestKind.PERMISSION ? Optional.of(tool.tool()) : Optional.empty(),
                mapper.writeValueAsString(tool.input()),
                tool.questions(),
                Request.Channel.NATIVE,
                asked.at());
    }

    /** The answer in the program's words: whatever it allows, it wants the tool's input back. */
    JsonNode answer(Talk.Asked asked, Answer answer) {
        AskedTool tool = tool(asked);
        ObjectNode said = mapper.createObjectNode();
        switch (answer) {
            case Answer.Allow(Answer.Scope scope) -> {
                said.put("behavior", "allow").set("updatedInput", tool.input());
                if (scope != Answer.Scope.ONCE && tool.kind() == RequestKind.PERMISSION) {
                    said.set("updatedPermissions", tool.rules(mapper, scope));
                }
            }
            case Answer.Deny(var reason) ->
                said.put("behavior", "deny").put("message", reason.orElse("The person declined this."));
            case Answer.Choose(var choices) ->
                said.put("behavior", "allow").set("updatedInput", tool.answered(tool.questions(), choices));
        }
        return said.put("toolUseID", asked.request().path("tool_use_id").asString(""));
    }
}
