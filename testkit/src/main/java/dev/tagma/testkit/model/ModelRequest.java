package dev.tagma.testkit.model;

import dev.tagma.testkit.script.Entry;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a client asks, whatever protocol it speaks.
 *
 * @param session how the client names the session; empty if it does not
 * @param system all that the client itself told the model
 * @param answerSchema the schema the answer must follow; a missing node if none
 */
record ModelRequest(
        String model,
        boolean stream,
        String session,
        String system,
        List<ToolSpec> tools,
        JsonNode answerSchema,
        List<Entry> entries) {

    ModelRequest {
        tools = List.copyOf(tools);
        entries = List.copyOf(entries);
    }

    Optional<ToolSpec> tool(String... names) {
        for (var name : names) {
            var found = tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
