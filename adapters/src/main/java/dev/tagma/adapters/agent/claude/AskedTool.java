package dev.tagma.adapters.agent.claude;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A use of a tool that Claude Code asks about, in Tagma's words; and what its answers are made of. */
public record AskedTool(String tool, JsonNode input) {

    private static final int TITLE_LENGTH = 200;

    public RequestKind kind() {
        return kind(tool);
    }

    static RequestKind kind(String tool) {
        return switch (tool) {
            case "AskUserQuestion" -> RequestKind.QUESTION;
            case "ExitPlanMode" -> RequestKind.PLAN;
            default -> RequestKind.PERMISSION;
        };
    }

    public String title() {
        String title = switch (kind()) {
            case QUESTION -> input.path("questions").path(0).path("question").asString("a question");
            case PLAN -> "approve the plan";
            default -> tool + subject();
        };
        String line = title.replaceAll("\\s+", " ").strip();
        return line.length() <= TITLE_LENGTH ? line : line.substring(0, TITLE_LENGTH - 1) + "…";
    }

    private String subject() {
        for (String field : List.of("command", "file_path", "path", "url", "query", "pattern")) {
            String value = input.path(field).asString("");
            if (!value.isEmpty()) {
                return ": " + value;
            }
        }
        return "";
    }

    public List<Request.Ask> questions() {
        List<Request.Ask> asks = new ArrayList<>();
        for (JsonNode question : input.path("questions")) {
            List<Request.Choice> choices = new ArrayList<>();
            for (JsonNode option : question.path("options")) {
                choices.add(new Request.Choice(
                        option.path("label").asString(""),
                        option.path("description").asString("")));
            }
            asks.add(new Request.Ask(
                    question.path("header").asString(""),
                    question.path("question").asString(""),
                    choices,
                    question.path("multiSelect").asBoolean(false)));
        }
        return asks;
    }

    /** The tool's input with the answers to its questions in it. */
    public ObjectNode answered(List<Request.Ask> questions, List<List<String>> choices) {
        ObjectNode updated = (ObjectNode) input.deepCopy();
        ObjectNode answers = updated.putObject("answers");
        for (int i = 0; i < choices.size(); i++) {
            answers.put(questions.get(i).text(), String.join(", ", choices.get(i)));
        }
        return updated;
    }

    /** The program's own suggestions do not silence a repeated command, so the rule is made here: this very use. */
    public ArrayNode rules(JsonMapper mapper, Answer.Scope scope) {
        ObjectNode rule = mapper.createObjectNode();
        rule.put("toolName", tool);
        String content = input.path("command").asString("");
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
}
