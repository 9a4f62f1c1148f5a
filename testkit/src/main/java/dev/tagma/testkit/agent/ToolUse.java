package dev.tagma.testkit.agent;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tool the agent wants to use, with the input it wants to give. */
record ToolUse(String id, String name, Map<String, @Nullable Object> input) {

    static ToolUse of(String name, Map<String, @Nullable Object> input) {
        return new ToolUse(
                "toolu_scripted_"
                        + UUID.randomUUID().toString().replace("-", "").substring(0, 20),
                name,
                input);
    }

    static ToolUse bash(String command, boolean background) {
        var input = Json.object("command", command);
        if (background) {
            input.put("run_in_background", true);
        }
        return of("Bash", input);
    }

    static ToolUse question(String question, List<String> labels) {
        var options = labels.stream()
                .map(label -> Json.object("label", label, "description", "choose " + label))
                .toList();
        var item = Json.object("question", question, "header", "Choice", "options", options, "multiSelect", false);
        return of("AskUserQuestion", Json.object("questions", List.of(item)));
    }

    ToolUse with(Map<String, @Nullable Object> changed) {
        return new ToolUse(id, name, changed);
    }

    String text(String argument) {
        return new Tree(input).at(argument).text();
    }

    Tree tree() {
        return new Tree(input);
    }
}
