package dev.tagma.server.openapi;

import dev.tagma.wire.event.EventJson;
import dev.tagma.wire.event.EventType;
import dev.tagma.wire.json.Doc;
import dev.tagma.wire.json.Form;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.JsonText;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON Schemas of records. Each record that is met becomes a component; others refer to it. */
final class Schemas {

    private final TreeMap<String, Json> components = new TreeMap<>();
    private final boolean requests;

    /**
     * @param requests whether the records are sent by callers: what is absent may then be left out. In answers every
     *     field is there.
     */
    Schemas(boolean requests) {
        this.requests = requests;
    }

    Map<String, Json> components() {
        return Map.copyOf(components);
    }

    /** The schema of a record, as a reference to its component. */
    Json reference(Class<? extends Record> type) {
        String name = type.getSimpleName();
        if (!components.containsKey(name)) {
            // Before its fields, so that a record that contains itself comes to an end.
            components.put(name, Json.NULL);
            components.put(name, component(type));
        }
        return object(Map.of("$ref", Json.of("#/components/schemas/" + name)));
    }

    private Json component(Class<? extends Record> type) {
        Map<String, Json> properties = new LinkedHashMap<>();
        List<Json> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Form form = Form.of(component.getGenericType());
            properties.put(component.getName(), described(component, form));
            if (!requests || mandatory(form)) {
                required.add(Json.of(component.getName()));
            }
        }
        Map<String, Json> schema = new LinkedHashMap<>();
        schema.put("type", Json.of("object"));
        Doc doc = type.getAnnotation(Doc.class);
        if (doc != null) {
            schema.put("description", Json.of(doc.value()));
        }
        schema.put("properties", object(properties));
        schema.put("required", Json.of(required));
        schema.put("additionalProperties", Json.of(false));
        if (type == EventJson.class) {
            schema.put("allOf", Json.of(dataByType()));
        }
        return object(schema);
    }

    /** What data holds, by the type of the event. */
    private List<Json> dataByType() {
        return Arrays.stream(EventType.values())
                .map(type -> ordered(
                        "if",
                        ordered(
                                "properties",
                                object(Map.of("type", object(Map.of("const", Json.of(type.wireName())))))),
                        "then",
                        ordered("properties", object(Map.of("data", reference(type.data()))))))
                .toList();
    }

    private static boolean mandatory(Form form) {
        return !(form instanceof Form.Maybe
                || form instanceof Form.ListOf
                || form instanceof Form.MapOf
                || form instanceof Form.Any);
    }

    private Json described(RecordComponent component, Form form) {
        Map<String, Json> schema = new LinkedHashMap<>(((JsonObject) schema(form)).members());
        Doc doc = component.getAnnotation(Doc.class);
        if (doc != null) {
            schema.put("description", Json.of(doc.value()));
            if (!doc.example().isEmpty()) {
                schema.put("examples", Json.of(List.of(JsonText.parse(doc.example()))));
            }
        }
        return object(schema);
    }

    /** The schema of any form; always an object. */
    Json schema(Form form) {
        return switch (form) {
            case Form.Text() -> type("string");
            case Form.Time() -> ordered("type", Json.of("string"), "format", Json.of("date-time"));
            case Form.Uuid() -> ordered("type", Json.of("string"), "format", Json.of("uuid"));
            case Form.Flag() -> type("boolean");
            case Form.Whole(long min, long max) -> whole(min, max);
            case Form.Choice(Class<? extends Enum<?>> choice) ->
                ordered(
                        "type",
                        Json.of("string"),
                        "enum",
                        Json.of(Form.names(choice).stream().map(Json::of).toList()));
            case Form.ListOf(Form item) -> ordered("type", Json.of("array"), "items", schema(item));
            case Form.MapOf(Form value) -> ordered("type", Json.of("object"), "additionalProperties", schema(value));
            case Form.Maybe(Form present) -> object(Map.of("anyOf", Json.of(List.of(schema(present), type("null")))));
            case Form.Wrapped(Class<? extends Record> type, Form inner) -> schema(inner);
            case Form.Nested(Class<? extends Record> type) -> reference(type);
            case Form.Any() -> object(Map.of());
        };
    }

    private static Json whole(long min, long max) {
        Map<String, Json> schema = new LinkedHashMap<>();
        schema.put("type", Json.of("integer"));
        schema.put("format", Json.of(max > Integer.MAX_VALUE ? "int64" : "int32"));
        if (min != Integer.MIN_VALUE && min != Long.MIN_VALUE) {
            schema.put("minimum", Json.of(min));
        }
        if (max != Integer.MAX_VALUE && max != Long.MAX_VALUE) {
            schema.put("maximum", Json.of(max));
        }
        return object(schema);
    }

    static Json type(String name) {
        return object(Map.of("type", Json.of(name)));
    }

    static Json object(Map<String, ? extends Json> members) {
        return new JsonObject(new LinkedHashMap<>(members));
    }

    static Json ordered(String name, Json value) {
        return object(Map.of(name, value));
    }

    static Json ordered(String first, Json one, String second, Json two) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put(first, one);
        members.put(second, two);
        return object(members);
    }
}
