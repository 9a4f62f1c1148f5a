package dev.tagma.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Short words for building and reading JSON. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** An object of names and values in turn. */
    static ObjectNode object(@Nullable Object... namesAndValues) {
        var object = MAPPER.createObjectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.set(String.valueOf(namesAndValues[i]), node(namesAndValues[i + 1]));
        }
        return object;
    }

    static ArrayNode array(@Nullable Object... values) {
        var array = MAPPER.createArrayNode();
        for (var value : values) {
            array.add(node(value));
        }
        return array;
    }

    /** A text, or a list of blocks of which some have a text; what has none is left out. */
    static List<String> texts(JsonNode content) {
        return elements(content)
                .map(block -> block.isString()
                        ? block.stringValue()
                        : block.path("text").asString(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    static String text(JsonNode content) {
        return String.join("\n", texts(content));
    }

    /** The elements of an array, or the one value itself; none of a missing value. */
    static Stream<JsonNode> elements(JsonNode node) {
        return node.isMissingNode() || node.isNull()
                ? Stream.empty()
                : node.isArray() ? node.valueStream() : Stream.of(node);
    }

    /** A copy of the object with one more member. */
    static ObjectNode with(ObjectNode object, String name, @Nullable Object value) {
        var copy = object.deepCopy();
        copy.set(name, node(value));
        return copy;
    }

    private static JsonNode node(@Nullable Object value) {
        return value instanceof JsonNode node ? node : MAPPER.valueToTree(value);
    }

    static List<String> names(JsonNode object) {
        return new ArrayList<>(object.propertyNames());
    }
}
