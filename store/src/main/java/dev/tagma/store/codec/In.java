package dev.tagma.store.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A document while it is read. Fields nobody asks for are passed over. */
final class In {

    private final JsonNode node;

    In(JsonNode node) {
        this.node = node;
    }

    String text(String field) {
        return textOf(required(field), field);
    }

    Optional<String> optionalText(String field) {
        return optional(field).map(found -> textOf(found, field));
    }

    /** Reads a value from its own text form. */
    <T> T parsed(String field, Function<String, T> parser) {
        return parse(text(field), field, parser);
    }

    <T> Optional<T> optionalParsed(String field, Function<String, T> parser) {
        return optionalText(field).map(found -> parse(found, field, parser));
    }

    long number(String field) {
        JsonNode found = required(field);
        if (!found.isIntegralNumber()) {
            throw wrong(field, "a whole number", found);
        }
        return found.longValue();
    }

    int count(String field) {
        return Math.toIntExact(number(field));
    }

    Optional<Integer> optionalCount(String field) {
        return optional(field).isPresent() ? Optional.of(count(field)) : Optional.empty();
    }

    OptionalInt optionalInt(String field) {
        return optionalCount(field).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    boolean flag(String field) {
        JsonNode found = required(field);
        if (!found.isBoolean()) {
            throw wrong(field, "true or false", found);
        }
        return found.booleanValue();
    }

    Instant time(String field) {
        return parsed(field, Instant::parse);
    }

    Optional<Instant> optionalTime(String field) {
        return optionalParsed(field, Instant::parse);
    }

    <E extends Enum<E>> E name(String field, Class<E> type) {
        return parsed(field, found -> Names.read(found, type));
    }

    <E extends Enum<E>> Optional<E> optionalName(String field, Class<E> type) {
        return optionalParsed(field, found -> Names.read(found, type));
    }

    List<String> texts(String field) {
        return elements(required(field), field).stream()
                .map(found -> textOf(found, field))
                .toList();
    }

    <E extends Enum<E>> List<E> names(String field, Class<E> type) {
        return texts(field).stream().map(found -> Names.read(found, type)).toList();
    }

    List<List<String>> lists(String field) {
        return elements(required(field), field).stream()
                .map(list -> elements(list, field).stream()
                        .map(found -> textOf(found, field))
                        .toList())
                .toList();
    }

    Map<String, String> map(String field) {
        Map<String, String> values = new LinkedHashMap<>();
        required(field).properties().forEach(entry -> values.put(entry.getKey(), textOf(entry.getValue(), field)));
        return values;
    }

    <T> T object(String field, Shape<T> shape) {
        return shape.read(inside(required(field), field));
    }

    <T> Optional<T> optionalObject(String field, Shape<T> shape) {
        return optional(field).map(found -> shape.read(inside(found, field)));
    }

    <T> List<T> objects(String field, Shape<T> shape) {
        return elements(required(field), field).stream()
                .map(found -> shape.read(inside(found, field)))
                .toList();
    }

    private JsonNode required(String field) {
        return optional(field).orElseThrow(() -> new UnreadableDocument("field '" + field + "' is missing"));
    }

    private Optional<JsonNode> optional(String field) {
        return Optional.ofNullable(node.get(field)).filter(found -> !found.isNull());
    }

    private static In inside(JsonNode found, String field) {
        if (found instanceof ObjectNode object) {
            return new In(object);
        }
        throw wrong(field, "an object", found);
    }

    private static List<JsonNode> elements(JsonNode found, String field) {
        if (!found.isArray()) {
            throw wrong(field, "a list", found);
        }
        return found.valueStream().toList();
    }

    private static String textOf(JsonNode found, String field) {
        if (!found.isString()) {
            throw wrong(field, "text", found);
        }
        return found.stringValue();
    }

    private static <T> T parse(String found, String field, Function<String, T> parser) {
        try {
            return parser.apply(found);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableDocument("field '" + field + "' is not readable: " + e.getMessage(), e);
        }
    }

    private static UnreadableDocument wrong(String field, String wanted, JsonNode found) {
        return new UnreadableDocument("field '" + field + "' is not " + wanted + " but " + found.getNodeType());
    }
}
