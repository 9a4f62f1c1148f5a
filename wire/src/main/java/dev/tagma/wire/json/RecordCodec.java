package dev.tagma.wire.json;

import dev.tagma.wire.json.Json.JsonArray;
import dev.tagma.wire.json.Json.JsonBoolean;
import dev.tagma.wire.json.Json.JsonNumber;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.Json.JsonString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Records to JSON and back, by their components alone: the declaration of a record is the declaration of its JSON. An
 * absent value is written as {@code null}, so that a reader always finds every field; {@code null} and a missing field
 * are read alike.
 */
public final class RecordCodec {

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type.asSubclass(Record.class));
        }
    };

    private RecordCodec() {}

    /** The JSON of a record. */
    public static Json write(Record record) {
        return write(Form.of(record.getClass()), record);
    }

    /** Reads a record and passes over members it does not know: for answers, which may gain fields. */
    public static <T extends Record> T read(Json json, Class<T> type) {
        return type.cast(read(Form.of(type), json, "", false));
    }

    /** Reads a record and refuses members it does not know: for requests, where they are mistakes. */
    public static <T extends Record> T readStrict(Json json, Class<T> type) {
        return type.cast(read(Form.of(type), json, "", true));
    }

    private static Json write(Form form, Object value) {
        return switch (form) {
            case Form.Text() -> Json.of((String) value);
            case Form.Time() -> Json.of(Times.text((Instant) value));
            case Form.Uuid() -> Json.of(value.toString());
            case Form.Flag() -> Json.of((Boolean) value);
            case Form.Whole whole -> Json.of(((Number) value).longValue());
            case Form.Choice choice -> Json.of(Form.name((Enum<?>) value));
            case Form.ListOf(Form item) ->
                Json.of(((List<?>) value)
                        .stream().map(each -> write(item, each)).toList());
            case Form.MapOf(Form inner) -> {
                Map<String, Json> members = new LinkedHashMap<>();
                ((Map<?, ?>) value).forEach((name, each) -> members.put((String) name, write(inner, each)));
                yield new JsonObject(members);
            }
            case Form.Maybe(Form present) ->
                ((Optional<?>) value).map(inner -> write(present, inner)).orElse(Json.NULL);
            case Form.Wrapped(Class<? extends Record> type, Form inner) -> {
                Shape shape = SHAPES.get(type);
                yield write(inner, shape.fields().getFirst().valueOf((Record) value));
            }
            case Form.Nested(Class<? extends Record> type) -> {
                Map<String, Json> members = new LinkedHashMap<>();
                for (Shape.Field field : SHAPES.get(type).fields()) {
                    members.put(field.name(), write(field.form(), field.valueOf((Record) value)));
                }
                yield new JsonObject(members);
            }
            case Form.Any() -> (Json) value;
        };
    }

    private static Object read(Form form, Json json, String place, boolean strict) {
        return switch (form) {
            case Form.Text() -> text(json, place, "text");
            case Form.Time() -> {
                String text = text(json, place, "a time such as 2026-11-20T10:00:00.000Z");
                yield Times.parse(text)
                        .orElseThrow(() -> fault(place, json, "a time such as 2026-11-20T10:00:00.000Z"));
            }
            case Form.Uuid() -> uuid(text(json, place, "an id")).orElseThrow(() -> fault(place, json, "an id"));
            case Form.Flag() -> {
                if (json instanceof JsonBoolean(boolean value)) {
                    yield value;
                }
                throw fault(place, json, "true or false");
            }
            case Form.Whole(long min, long max) -> {
                String wanted = "a whole number from " + min + " to " + max;
                if (!(json instanceof JsonNumber number)) {
                    throw fault(place, json, wanted);
                }
                long whole = number.whole()
                        .filter(found -> min <= found && found <= max)
                        .orElseThrow(() -> fault(place, json, wanted));
                yield max == Integer.MAX_VALUE ? (Object) (int) whole : (Object) whole;
            }
            case Form.Choice(Class<? extends Enum<?>> type) -> {
                String wanted = "one of " + String.join(", ", Form.names(type));
                String name = text(json, place, wanted);
                for (Enum<?> constant : type.getEnumConstants()) {
                    if (Form.name(constant).equals(name)) {
                        yield constant;
                    }
                }
                throw fault(place, json, wanted);
            }
            case Form.ListOf(Form item) -> {
                if (!(json instanceof JsonArray(List<Json> items))) {
                    throw fault(place, json, "a list");
                }
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    values.add(read(item, items.get(i), place + "[" + i + "]", strict));
                }
                yield List.copyOf(values);
            }
            case Form.MapOf(Form inner) -> {
                if (!(json instanceof JsonObject(Map<String, Json> members))) {
                    throw fault(place, json, "an object");
                }
                Map<String, Object> values = new LinkedHashMap<>();
                members.forEach((name, value) -> values.put(name, read(inner, value, below(place, name), strict)));
                yield Map.copyOf(values);
            }
            case Form.Maybe(Form present) ->
                json.equals(Json.NULL) ? Optional.empty() : Optional.of(read(present, json, place, strict));
            case Form.Wrapped(Class<? extends Record> type, Form inner) -> {
                Object value = read(inner, json, place, strict);
                yield made(type, new Object[] {value}, place);
            }
            case Form.Nested(Class<? extends Record> type) -> nested(type, json, place, strict);
            case Form.Any() -> json;
        };
    }

    private static Record nested(Class<? extends Record> type, Json json, String place, boolean strict) {
        if (!(json instanceof JsonObject(Map<String, Json> members))) {
            throw fault(place, json, "an object");
        }
        List<Shape.Field> fields = SHAPES.get(type).fields();
        if (strict) {
            List<String> known = fields.stream().map(Shape.Field::name).toList();
            for (String name : members.keySet()) {
                if (!known.contains(name)) {
                    throw new JsonFault("Field " + Quoted.of(below(place, name)) + " is not known; the fields are "
                            + String.join(", ", known));
                }
            }
        }
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Shape.Field field = fields.get(i);
            Json value = members.getOrDefault(field.name(), Json.NULL);
            String where = below(place, field.name());
            values[i] =
                    value.equals(Json.NULL) ? absent(field.form(), where) : read(field.form(), value, where, strict);
        }
        return made(type, values, place);
    }

    private static Object absent(Form form, String place) {
        return switch (form) {
            case Form.Maybe maybe -> Optional.empty();
            case Form.ListOf list -> List.of();
            case Form.MapOf map -> Map.of();
            case Form.Any any -> Json.NULL;
            case Form.Text text -> throw missing(place);
            case Form.Time time -> throw missing(place);
            case Form.Uuid uuid -> throw missing(place);
            case Form.Flag flag -> throw missing(place);
            case Form.Whole whole -> throw missing(place);
            case Form.Choice choice -> throw missing(place);
            case Form.Wrapped wrapped -> throw missing(place);
            case Form.Nested nested -> throw missing(place);
        };
    }

    private static Record made(Class<? extends Record> type, Object[] values, String place) {
        try {
            return SHAPES.get(type).make(values);
        } catch (IllegalArgumentException e) {
            throw new JsonFault(
                    (place.isEmpty() ? "" : "Field " + Quoted.of(place) + ": ")
                            + Quoted.shortened(String.valueOf(e.getMessage()), 400),
                    e);
        }
    }

    private static String text(Json json, String place, String wanted) {
        if (json instanceof JsonString(String value)) {
            return value;
        }
        throw fault(place, json, wanted);
    }

    /** The canonical form only: the library's own parser takes {@code 1-1-1-1-1} too. */
    private static Optional<UUID> uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String below(String place, String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private static JsonFault missing(String place) {
        return new JsonFault("Field " + Quoted.of(place) + " is missing");
    }

    private static JsonFault fault(String place, Json json, String wanted) {
        String found = json instanceof JsonString(String value)
                ? Quoted.of(value)
                : Quoted.shortened(JsonText.write(json), 80);
        return new JsonFault((place.isEmpty() ? "The value" : "Field " + Quoted.of(place)) + " is " + found
                + "; it must be " + wanted);
    }
}
