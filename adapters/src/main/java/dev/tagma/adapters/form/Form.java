package dev.tagma.adapters.form;

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
public final class Form {

    /** What came of an answer. */
    public sealed interface Filled {

        /** What is said to whoever asked. */
        record Result(JsonNode result) implements Filled {}

        /** What is wrong with it. */
        record Not(String reason) implements Filled {}
    }

    /** What a form without a field is accepted by. */
    private static final Request.Choice ACCEPT = new Request.Choice("Accept", "");

    /** Known agents give a question with choices a second field of this ending, for a person's own words. */
    private static final Pattern OTHER = Pattern.compile("_(?:custom|note)$");

    private final JsonMapper mapper;

    public Form(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** What a page is answered by. */
    private static final Request.Choice OPENED = new Request.Choice("Done", "The page was opened");

    private static final Request.Choice NOT_OPENED = new Request.Choice("Decline", "It will not be opened");

    /** Whether these are the parameters of one that can be answered. */
    public static boolean is(JsonNode params) {
        return params.has("requestedSchema") || page(params).isPresent();
    }

    /** The page to be opened; none where it is no page of the web. */
    public static Optional<String> page(JsonNode params) {
        return params.path("url")
                .stringValueOpt()
                .filter(url -> params.path("mode").asString("form").equals("url"))
                .filter(url -> url.startsWith("https://") || url.startsWith("http://"));
    }

    public static String title(JsonNode params) {
        return params.path("message").asString("it asks for something");
    }

    public static List<Request.Ask> questions(JsonNode params) {
        Optional<String> page = page(params);
        if (page.isPresent()) {
            return List.of(new Request.Ask("", title(params) + "\n" + page.get(), List.of(OPENED, NOT_OPENED), false));
        }
        List<FormField> fields = fields(params);
        String message = title(params);
        return fields.isEmpty()
                ? List.of(new Request.Ask("", message, List.of(ACCEPT), false))
                : fields.stream().map(field -> field.ask(message)).toList();
    }

    private static List<FormField> fields(JsonNode params) {
        JsonNode schema = params.path("requestedSchema");
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

    /** What is said to whoever asked. */
    public Filled answer(JsonNode params, Answer answer) {
        return switch (answer) {
            case Answer.Choose(List<List<String>> choices) ->
                page(params).isPresent() ? opened(choices) : accept(fields(params), choices);
            case Answer.Deny deny -> new Filled.Result(mapper.createObjectNode().put("action", "decline"));
            case Answer.Allow allow -> new Filled.Not("it asks for words: say them with 'tagma answer'");
        };
    }

    private Filled opened(List<List<String>> choices) {
        List<String> chosen = choices.isEmpty() ? List.of() : choices.getFirst();
        if (chosen.equals(List.of(OPENED.label()))) {
            return new Filled.Result(mapper.createObjectNode().put("action", "accept"));
        }
        return chosen.equals(List.of(NOT_OPENED.label()))
                ? new Filled.Result(mapper.createObjectNode().put("action", "decline"))
                : new Filled.Not(
                        "answer '" + OPENED.label() + "' when the page was opened, or '" + NOT_OPENED.label() + "'");
    }

    private Filled accept(List<FormField> fields, List<List<String>> choices) {
        ObjectNode content = mapper.createObjectNode();
        for (int i = 0; i < fields.size(); i++) {
            Optional<String> wrong = fields.get(i).fill(content, i < choices.size() ? choices.get(i) : List.of());
            if (wrong.isPresent()) {
                return new Filled.Not(wrong.get());
            }
        }
        ObjectNode result = mapper.createObjectNode().put("action", "accept");
        result.set("content", content);
        return new Filled.Result(result);
    }

    /** The turn is being stopped. */
    public JsonNode cancelled() {
        return mapper.createObjectNode().put("action", "cancel");
    }
}
