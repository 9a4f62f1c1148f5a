package dev.tagma.wire.json;

import dev.tagma.wire.json.Json.JsonArray;
import dev.tagma.wire.json.Json.JsonBoolean;
import dev.tagma.wire.json.Json.JsonNull;
import dev.tagma.wire.json.Json.JsonNumber;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.Json.JsonString;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * JSON text to values and back. Strict: one value and nothing behind it, no name twice in an object, no nesting beyond
 * {@value #DEPTH} levels.
 */
public final class JsonText {

    static final int DEPTH = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(256 << 20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonText() {}

    public static Json parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return whole(parser);
        } catch (JacksonException e) {
            throw fault(e);
        }
    }

    /** Reads UTF-8. */
    public static Json parse(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
            return whole(parser);
        } catch (JacksonException e) {
            throw fault(e);
        }
    }

    /** One line of text, without a line feed. */
    public static String write(Json json) {
        return write(json, ObjectWriteContext.empty());
    }

    /** Indented, for people. */
    public static String pretty(Json json) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        return write(json, new ObjectWriteContext.Base() {
            @Override
            public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                return printer;
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        });
    }

    private static String write(Json json, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(context, text)) {
            write(json, generator);
        }
        return text.toString();
    }

    private static void write(Json json, JsonGenerator generator) {
        switch (json) {
            case JsonObject(Map<String, Json> members) -> {
                generator.writeStartObject();
                members.forEach((name, value) -> {
                    generator.writeName(wellFormed(name));
                    write(value, generator);
                });
                generator.writeEndObject();
            }
            case JsonArray(List<Json> items) -> {
                generator.writeStartArray();
                items.forEach(item -> write(item, generator));
                generator.writeEndArray();
            }
            case JsonString(String value) -> generator.writeString(wellFormed(value));
            case JsonNumber(String literal) -> generator.writeNumber(literal);
            case JsonBoolean(boolean value) -> generator.writeBoolean(value);
            case JsonNull() -> generator.writeNull();
        }
    }

    private static Json whole(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new JsonFault("The text is empty; JSON was expected");
        }
        Json value = read(parser, first);
        if (parser.nextToken() != null) {
            throw new JsonFault("Something follows the JSON value at line "
                    + parser.currentTokenLocation().getLineNr() + ", column "
                    + parser.currentTokenLocation().getColumnNr());
        }
        return value;
    }

    private static Json read(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                    members.put(name, read(parser, parser.nextToken()));
                }
                yield new JsonObject(members);
            }
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    items.add(read(parser, next));
                }
                yield new JsonArray(items);
            }
            case VALUE_STRING -> new JsonString(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> Json.NULL;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new JsonFault("The text is not JSON: unexpected " + token);
        };
    }

    private static JsonFault fault(JacksonException cause) {
        var at = cause.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        String said = cause.getOriginalMessage();
        return new JsonFault(
                "The text is not JSON as it is accepted here" + place + ": "
                        + Quoted.shortened(said == null ? "unreadable" : said, 200),
                cause);
    }

    /** Text from terminals and files may hold half a surrogate pair, which no UTF-8 can express. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repaired(text);
            }
        }
        return text;
    }

    private static String repaired(String text) {
        StringBuilder good = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(good::appendCodePoint);
        return good.toString();
    }
}
