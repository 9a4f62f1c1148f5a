package dev.tagma.cli.json;

import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonArray;
import dev.tagma.wire.json.Json.JsonBoolean;
import dev.tagma.wire.json.Json.JsonNumber;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.Json.JsonString;
import java.util.Map;

/** Writes a JSON value as one line of ASCII and printable text; half a surrogate pair becomes a replacement character. */
public final class JsonWriter {

    private final StringBuilder text = new StringBuilder();

    private JsonWriter() {}

    public static String write(Json json) {
        var writer = new JsonWriter();
        writer.value(json);
        return writer.text.toString();
    }

    // Not a pattern switch: its first use spins a class, which takes longer than all the writing.
    private void value(Json json) {
        if (json instanceof JsonObject object) {
            object(object);
        } else if (json instanceof JsonArray array) {
            char before = '[';
            for (Json item : array.items()) {
                text.append(before);
                value(item);
                before = ',';
            }
            text.append(before == '[' ? "[]" : "]");
        } else if (json instanceof JsonString string) {
            string(string.value());
        } else if (json instanceof JsonNumber number) {
            text.append(number.literal());
        } else if (json instanceof JsonBoolean flag) {
            text.append(flag.value());
        } else {
            text.append("null");
        }
    }

    private void object(JsonObject object) {
        char before = '{';
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            text.append(before);
            string(member.getKey());
            text.append(':');
            value(member.getValue());
            before = ',';
        }
        text.append(before == '{' ? "{}" : "}");
    }

    private void string(String value) {
        text.append('"');
        for (int index = 0; index < value.length(); index++) {
            index = character(value, index);
        }
        text.append('"');
    }

    /** Appends the character there and returns the index of its last half. */
    private int character(String value, int index) {
        char each = value.charAt(index);
        switch (each) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (each < ' ' || (each >= 0x7f && each <= 0x9f)) {
                    text.append("\\u00").append(each < 0x10 ? "0" : "").append(Integer.toHexString(each));
                } else if (Character.isHighSurrogate(each)
                        && index + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(index + 1))) {
                    text.append(each).append(value.charAt(index + 1));
                    return index + 1;
                } else {
                    text.append(Character.isSurrogate(each) ? '\ufffd' : each);
                }
            }
        }
        return index;
    }
}
