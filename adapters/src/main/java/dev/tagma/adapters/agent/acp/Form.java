package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Permission.Said;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form that the agent wants filled in, each of its fields a question; or a page that it wants a person to open, which
 * Tagma shows and nobody opens by itself.
 */
final class Form {

    /** What a form without a field is accepted by. */
    private static final Request.Choice ACCEPT = new Request.Choice("Accept", "");

    /** Known agents give a question with choices a second field of this ending, for a person's own words. */
    private static final Pattern OTHER = Pattern.compile("_(?:custom|note)$");

    private final JsonMapper mapper;

    Form(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** What a page is answered by. */
    private static final Request.Choice OPENED = new Request.Choice("Done", "The page was opened");

    private static final Request.Choice NOT_OPENED = new Request.Choice("Decline", "It will not be opened");

    static boolean is(State.Asked asked) {
        return asked.params().has("requestedSchema") || page(asked.params()).isPresent();
    }

    /** The page to be opened; none where it is no page of the web. */
    static Optional<String> page(JsonNode params) {
        return params.path("url")
                .stringValueOpt()
                .filter(url -> params.path("mode").asString("form").equals("url"))
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"));
    }

    static String title(State.Asked asked) {
        return asked.params().path("message").asString("it asks for something");
    }

    static List<Request.Ask> questions(State.Asked asked) {
        Optional<String> page = page(asked.params());
        if (page.isPresent()) {
            return List.of(new Request.Ask("", title(asked) + "\n" + page.get(), List.of(OPENED, NOT_OPENED), false));
        }
        List<FormField> fields = fields(asked);
        String message = title(asked);
        return fields.isEmpty()
                ? List.of(new Request.Ask("", message, List.of(ACCEPT), false))
                : fields.stream().map(field -> field.ask(message)).toList();
    }

    private static List<FormField> fields(State.Asked asked) {
        JsonNode schema = asked.params().path("requestedSchema");
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asString("")));
        Map<String, FormField> fields = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(entry -> {
            String name = entry.getKey();
            FormField field = FormField.of(name, entry.getValue(), required.contains(name));
            FormField question = fields.get(OTHER.matcher(name).replaceFirst(""));
            if (question != null && field.takesAnything() && !field.required()) {
                fields.put(question.name(), question.orIn(name));
            } else {
                fields.put(name, field);
            }
        });
        return List.copyOf(fields.values());
    }

    Said answer(State.Asked asked, Answer answer) {
        return switch (answer) {
            case Answer.Choose(List<List<String>> choices) ->
                page(asked.params()).isPresent() ? opened(choices) : accept(fields(asked), choices);
            case Answer.Deny deny -> new Said.Chosen(mapper.createObjectNode().put("action", "decline"));
            case Answer.Allow allow -> new Said.NoSuchAnswer("it asks for words: say them with 'tagma answer'");
        };
    }

    private Said opened(List<List<String>> choices) {
        List<String> chosen = choices.isEmpty() ? List.of() : choices.getFirst();
        if (chosen.equals(List.of(OPENED.label()))) {
            return new Said.Chosen(mapper.createObjectNode().put("action", "accept"));
        }
        return chosen.equals(List.of(NOT_OPENED.label()))
                ? new Said.Chosen(mapper.createObjectNode().put("action", "decline"))
                : new Said.NoSuchAnswer(
                        "answer '" + OPENED.label() + "' when the page was opened, or '" + NOT_OPENED.label() + "'");
    }

    private Said accept(List<FormField> fields, List<List<String>> choices) {
        ObjectNode content = mapper.createObjectNode();
        for (int i = 0; i < fields.size(); i++) {
            Optional<String> wrong = fields.get(i).fill(content, i < choices.size() ? choices.get(i) : List.of());
            if (wrong.isPresent()) {
                return new Said.NoSuchAnswer(wrong.get());
            }
        }
        ObjectNode result = mapper.createObjectNode().put("action", "accept");
        result.set("content", content);
        return new Said.Chosen(result);
    }

    /** The turn is being stopped. */
    JsonNode cancelled() {
        return mapper.createObjectNode().put("action", "cancel");
    }
}
