package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts what the program asks into words for people, and what they decide into its own. */
final class Wording {

    private static final int TITLE_LENGTH = 120;

    /** As other agents name the same things. */
    private static final Map<String, String> TOOLS = Map.of(
            "bash", "Bash",
            "edit", "Edit",
            "read", "Read",
            "webfetch", "WebFetch",
            "websearch", "WebSearch",
            "external_directory", "Outside",
            "doom_loop", "Repetition");

    private final JsonMapper mapper;

    Wording(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** What is said to the program, or why nothing can be. */
    sealed interface Reply {

        /** @param path behind the request's own */
        record Post(String path, JsonNode body) implements Reply {}

        record Not(String reason) implements Reply {}
    }

    static String tool(JsonNode request) {
        String permission = request.path("permission").asString("");
        return TOOLS.getOrDefault(permission, permission);
    }

    String title(RequestKind kind, JsonNode request) {
        String title = kind == RequestKind.QUESTION
                ? request.path("questions").path(0).path("question").asString("a question")
                : tool(request) + ": " + subject(request);
        String line = title.replaceAll("\\s+", " ").strip();
        return line.length() <= TITLE_LENGTH ? line : line.substring(0, TITLE_LENGTH - 1) + "…";
    }

    private static String subject(JsonNode request) {
        JsonNode metadata = request.path("metadata");
        for (String field : List.of("command", "filepath", "url", "query")) {
            String value = metadata.path(field).asString("");
            if (!value.isEmpty()) {
                return value;
            }
        }
        List<String> patterns = new ArrayList<>();
        request.path("patterns").forEach(pattern -> patterns.add(pattern.asString("")));
        return String.join(", ", patterns);
    }

    String detail(JsonNode request) {
        ObjectNode detail = mapper.createObjectNode();
        request.path("metadata").properties().forEach(field -> detail.set(field.getKey(), field.getValue()));
        for (String field : List.of("patterns", "always", "questions")) {
            if (request.has(field)) {
                detail.set(field, request.path(field));
            }
        }
        return mapper.writeValueAsString(detail);
    }

    static List<Request.Ask> questions(JsonNode request) {
        List<Request.Ask> asks = new ArrayList<>();
        for (JsonNode question : request.path("questions")) {
            List<Request.Choice> choices = new ArrayList<>();
            question.path("options")
                    .forEach(option -> choices.add(new Request.Choice(
                            option.path("label").asString(""),
                            option.path("description").asString(""))));
            asks.add(new Request.Ask(
                    question.path("header").asString(""),
                    question.path("question").asString(""),
                    choices,
                    question.path("multiple").asBoolean(false)));
        }
        return asks;
    }

    Reply answer(RequestKind kind, Answer answer) {
        return kind == RequestKind.QUESTION ? question(answer) : permission(answer);
    }

    private Reply permission(Answer answer) {
        return switch (answer) {
            case Answer.Allow(Answer.Scope scope) ->
                switch (scope) {
                    case ONCE -> reply("once", Optional.empty());
                    case SESSION -> reply("always", Optional.empty());
                    case PROJECT ->
                        new Reply.Not("OpenCode can be allowed something once or for the session, not for a project");
                };
            case Answer.Deny(Optional<String> reason) -> reply("reject", reason);
            case Answer.Choose choose -> new Reply.Not("it is a permission: allow or refuse it");
        };
    }

    private Reply reply(String word, Optional<String> message) {
        ObjectNode body = mapper.createObjectNode().put("reply", word);
        message.ifPresent(text -> body.put("message", text));
        return new Reply.Post("/reply", body);
    }

    private Reply question(Answer answer) {
        return switch (answer) {
            case Answer.Choose(List<List<String>> choices) -> {
                ObjectNode body = mapper.createObjectNode();
                ArrayNode answers = body.putArray("answers");
                for (List<String> chosen : choices) {
                    ArrayNode one = answers.addArray();
                    chosen.forEach(one::add);
                }
                yield new Reply.Post("/reply", body);
            }
            case Answer.Deny(Optional<String> reason) ->
                reason.isPresent()
                        ? new Reply.Not(
                                "OpenCode's questions are dismissed without a reason; answer it with those words")
                        : new Reply.Post("/reject", mapper.createObjectNode());
            case Answer.Allow allow -> new Reply.Not("it is a question: answer it with a choice");
        };
    }
}
