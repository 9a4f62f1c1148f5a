package dev.tagma.adapters.form;

import dev.tagma.core.request.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One field of a form.
 *
 * @param choices what it can be; empty where anything can be said
 * @param other the field for a person's own words in place of a choice, where there is one
 */
record FormField(
        String name,
        String type,
        String title,
        String about,
        List<Choice> choices,
        boolean required,
        Optional<String> other) {

    FormField {
        choices = List.copyOf(choices);
    }

    /** @param label what people read */
    record Choice(String label, String value, String about) {

        /** What people read stands for a value; so does the value itself, whatever its case. */
        boolean is(String word) {
            return label.equalsIgnoreCase(word.strip()) || value.equalsIgnoreCase(word.strip());
        }
    }

    static FormField of(String name, JsonNode schema, boolean required) {
        String type = schema.path("type").asString("string");
        return new FormField(
                name,
                type,
                schema.path("title").asString(name),
                schema.path("description").asString(""),
                type.equals("boolean")
                        ? List.of(new Choice("Yes", "true", ""), new Choice("No", "false", ""))
                        : choices(type.equals("array") ? schema.path("items") : schema),
                required,
                Optional.empty());
    }

    private static List<Choice> choices(JsonNode schema) {
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < schema.path("enum").size(); i++) {
            String value = schema.path("enum").path(i).asString("");
            choices.add(new Choice(schema.path("enumNames").path(i).asString(value), value, ""));
        }
        for (String list : List.of("oneOf", "anyOf")) {
            schema.path(list).forEach(one -> {
                String value = one.path("const").asString("");
                choices.add(new Choice(
                        one.path("title").asString(value),
                        value,
                        one.path("description").asString("")));
            });
        }
        return choices;
    }

    /** With another field for a person's own words. */
    FormField orIn(String field) {
        return new FormField(name, type, title, about, choices, required, Optional.of(field));
    }

    boolean takesAnything() {
        return type.equals("string") && choices.isEmpty();
    }

    Request.Ask ask(String message) {
        String text = about.isEmpty() ? message : message + " (" + title + ": " + about + ")";
        return new Request.Ask(
                title,
                required || !choices.isEmpty() ? text : text + " (may be left empty)",
                choices.stream()
                        .map(choice -> new Request.Choice(choice.label(), choice.about()))
                        .toList(),
                type.equals("array"));
    }

    /** Writes down what was said; returns what is wrong with it. */
    Optional<String> fill(ObjectNode content, List<String> said) {
        List<String> words = said.stream().filter(word -> !word.isBlank()).toList();
        if (words.isEmpty()) {
            return required ? Optional.of("'" + title + "' is missing") : Optional.empty();
        }
        List<String> own = choices.isEmpty()
                ? List.of()
                : words.stream()
                        .filter(word -> choices.stream().noneMatch(choice -> choice.is(word)))
                        .toList();
        if (!own.isEmpty() && (other.isEmpty() || required)) {
            return Optional.of("'" + title + "' is one of "
                    + choices.stream().map(Choice::label).collect(Collectors.joining("', '", "'", "'")) + ", not '"
                    + String.join("', '", own) + "'");
        }
        if (!own.isEmpty()) {
            content.put(other.get(), String.join(", ", own));
        }
        return put(
                content,
                words.stream()
                        .filter(word -> !own.contains(word))
                        .map(this::value)
                        .toList());
    }

    private String value(String word) {
        return choices.stream()
                .filter(choice -> choice.is(word))
                .findFirst()
                .map(Choice::value)
                .orElse(word);
    }

    private Optional<String> put(ObjectNode content, List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String first = values.getFirst();
        try {
            switch (type) {
                case "array" -> {
                    ArrayNode all = content.putArray(name);
                    values.forEach(all::add);
                }
                case "boolean" -> content.put(name, Boolean.parseBoolean(first));
                case "integer" -> content.put(name, Long.parseLong(first.strip()));
                case "number" -> content.put(name, Double.parseDouble(first.strip()));
                default -> content.put(name, first);
            }
            return Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.of("'" + title + "' is a number, not '" + first + "'");
        }
    }
}
