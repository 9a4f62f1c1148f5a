package dev.tagma.wire.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. */
public sealed interface Json {

    JsonNull NULL = new JsonNull();

    static JsonString of(String text) {
        return new JsonString(text);
    }

    static JsonNumber of(long number) {
        return new JsonNumber(Long.toString(number));
    }

    static JsonBoolean of(boolean value) {
        return new JsonBoolean(value);
    }

    static JsonArray of(List<? extends Json> items) {
        return new JsonArray(List.copyOf(items));
    }

    /** Members in the order they are to be written. */
    record JsonObject(Map<String, Json> members) implements Json {

        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member of this name; none where it is absent, {@link JsonNull} where it is null. */
        public Optional<Json> member(String name) {
            return Optional.ofNullable(members.get(name));
        }
    }

    record JsonArray(List<Json> items) implements Json {
        public JsonArray {
            items = List.copyOf(items);
        }
    }

    record JsonString(String value) implements Json {}

    /**
     * A number as it was written, so that none is ever rounded by passing through.
     *
     * @param literal as the JSON grammar allows
     */
    record JsonNumber(String literal) implements Json {

        /** The number, where it is whole and fits; {@code 1e3} and {@code 1.0} are whole. */
        public Optional<Long> whole() {
            // A literal of a few characters can stand for a number of a billion digits: look at the scale before
            // converting.
            BigDecimal decimal;
            try {
                decimal = new BigDecimal(literal);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
            if (Math.abs((long) decimal.scale()) > 40 || decimal.precision() > 40) {
                return Optional.empty();
            }
            try {
                return Optional.of(decimal.longValueExact());
            } catch (ArithmeticException e) {
                return Optional.empty();
            }
        }
    }

    record JsonBoolean(boolean value) implements Json {}

    record JsonNull() implements Json {}
}
