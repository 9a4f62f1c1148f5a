package dev.tagma.server.openapi;

import static dev.tagma.server.openapi.Schemas.object;
import static dev.tagma.server.openapi.Schemas.ordered;
import static dev.tagma.server.openapi.Schemas.type;

import dev.tagma.wire.event.GapJson;
import dev.tagma.wire.json.Form;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.Access;
import dev.tagma.wire.operation.Door;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.Operations;
import dev.tagma.wire.operation.Parameter;
import dev.tagma.wire.operation.Reply;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.problem.ProblemJson;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The OpenAPI 3.1 document, made from the operation registry and the records. */
public final class OpenApi {

    /** What any operation can be refused for. */
    private static final Set<ErrorCode> ALWAYS = EnumSet.of(
            ErrorCode.INVALID,
            ErrorCode.UNAUTHENTICATED,
            ErrorCode.FORBIDDEN,
            ErrorCode.TOO_LARGE,
            ErrorCode.INTERNAL,
            ErrorCode.UNAVAILABLE);

    private final Schemas requests = new Schemas(true);
    private final Schemas answers = new Schemas(false);

    /** The codes that an operation can be refused with. */
    public static Set<ErrorCode> errors(Operation operation) {
        EnumSet<ErrorCode> codes = EnumSet.copyOf(ALWAYS);
        codes.addAll(operation.errors());
        operation.request().ifPresent(body -> codes.add(ErrorCode.UNSUPPORTED_MEDIA_TYPE));
        return codes;
    }

    public Json document() {
        Map<String, Map<String, Json>> paths = new LinkedHashMap<>();
        for (Operation operation : Operations.all()) {
            paths.computeIfAbsent(operation.path(), ignored -> new LinkedHashMap<>())
                    .put(operation.method().name().toLowerCase(Locale.ROOT), operation(operation));
        }
        Map<String, Json> pathItems = new LinkedHashMap<>();
        paths.forEach((path, methods) -> pathItems.put(path, object(methods)));
        answers.reference(GapJson.class);

        Map<String, Json> document = new LinkedHashMap<>();
        document.put("openapi", Json.of("3.1.0"));
        document.put("info", info());
        document.put("servers", Json.of(List.of(ordered("url", Json.of("/")))));
        document.put("security", Json.of(List.of(ordered("token", Json.of(List.of())))));
        document.put("paths", object(pathItems));
        document.put("components", components());
        return object(document);
    }

    private static Json info() {
        Map<String, Json> info = new LinkedHashMap<>();
        info.put("title", Json.of("Tagma"));
        info.put("version", Json.of("v1"));
        info.put(
                "description",
                Json.of(
                        "Runs coding agents. On the Unix socket the file's permissions are the login; on TCP a bearer token is."
                                + " Requests are strict: an unknown field or parameter is refused. Answers may gain fields. Times are"
                                + " ISO 8601 in UTC with milliseconds; what is absent is null. Called from within a session, the"
                                + " header X-Tagma-Session names it, and the call acts as that session."));
        info.put("license", ordered("name", Json.of("Apache-2.0"), "identifier", Json.of("Apache-2.0")));
        return object(info);
    }

    private Json components() {
        TreeMap<String, Json> schemas = new TreeMap<>(requests.components());
        answers.components().forEach((name, schema) -> {
            Json other = schemas.put(name, schema);
            if (other != null && !other.equals(schema)) {
                throw new IllegalStateException(name + " is both sent and answered; give each its own record");
            }
        });
        Json scheme = ordered("type", Json.of("http"), "scheme", Json.of("bearer"));
        return ordered("schemas", object(schemas), "securitySchemes", ordered("token", scheme));
    }

    private Json operation(Operation operation) {
        Map<String, Json> json = new LinkedHashMap<>();
        json.put("operationId", Json.of(operation.id()));
        json.put("summary", Json.of(operation.summary()));
        json.put("description", Json.of(operation.doc()));
        if (operation.access() == Access.PUBLIC) {
            json.put("security", Json.of(List.of()));
        }
        json.put("x-role", Json.of(Form.name(operation.access())));
        if (operation.door() == Door.SOCKET) {
            json.put("x-unix-socket-only", Json.of(true));
        }
        json.put("x-since", Json.of(operation.since()));
        if (!operation.parameters().isEmpty()) {
            json.put(
                    "parameters",
                    Json.of(operation.parameters().stream().map(this::parameter).toList()));
        }
        operation
                .request()
                .ifPresent(body -> json.put(
                        "requestBody",
                        ordered(
                                "required",
                                Json.of(operation.bodyRequired()),
                                "content",
                                content("application/json", requests.reference(body)))));
        json.put("responses", responses(operation));
        return object(json);
    }

    private Json parameter(Parameter parameter) {
        Map<String, Json> json = new LinkedHashMap<>();
        json.put("name", Json.of(parameter.name()));
        json.put("in", Json.of(parameter.place() == Parameter.Place.PATH ? "path" : "query"));
        json.put("required", Json.of(parameter.place() == Parameter.Place.PATH));
        String fallback =
                parameter.fallback().map(value -> " Default: " + value + ".").orElse("");
        json.put("description", Json.of(parameter.doc() + fallback));
        Json one = requests.schema(parameter.form());
        if (parameter.several()) {
            json.put("schema", ordered("type", Json.of("array"), "items", one));
            json.put("explode", Json.of(true));
            json.put("example", Json.of(List.of(example(parameter))));
        } else {
            json.put("schema", one);
            json.put("example", example(parameter));
        }
        return object(json);
    }

    private static Json example(Parameter parameter) {
        if (parameter.form() instanceof Form.Whole) {
            return Json.of(Long.parseLong(parameter.example()));
        }
        if (parameter.form() instanceof Form.Flag) {
            return Json.of(parameter.example().equals("true"));
        }
        return Json.of(parameter.example());
    }

    private Json responses(Operation operation) {
        TreeMap<String, Json> responses = new TreeMap<>();
        responses.put(Integer.toString(operation.reply().status()), success(operation.reply()));
        TreeMap<Integer, EnumSet<ErrorCode>> byStatus = new TreeMap<>();
        errors(operation)
                .forEach(code -> byStatus.computeIfAbsent(code.status(), ignored -> EnumSet.noneOf(ErrorCode.class))
                        .add(code));
        byStatus.forEach((status, codes) -> {
            String names = String.join(
                    "; ",
                    codes.stream()
                            .map(code -> Form.name(code) + ": " + code.title())
                            .toList());
            responses.put(
                    Integer.toString(status),
                    ordered(
                            "description",
                            Json.of(names),
                            "content",
                            content("application/problem+json", answers.reference(ProblemJson.class))));
        });
        return object(responses);
    }

    private Json success(Reply reply) {
        return switch (reply) {
            case Reply.Body(int status, Class<? extends Record> type) ->
                ordered(
                        "description",
                        Json.of("Done."),
                        "content",
                        content("application/json", answers.reference(type)));
            case Reply.Document(int status, String mediaType) ->
                ordered("description", Json.of("The document."), "content", content(mediaType, type("object")));
            case Reply.Text(int status, String mediaType) ->
                ordered("description", Json.of("The text."), "content", content(mediaType, type("string")));
            case Reply.Events(int status, Class<? extends Record> type) ->
                ordered(
                        "description",
                        Json.of("Server-sent events; the data of each is an event, or a gap."),
                        "content",
                        content(
                                "text/event-stream",
                                ordered("type", Json.of("string"), "x-event", answers.reference(type))));
        };
    }

    private static Json content(String mediaType, Json schema) {
        return ordered(mediaType, ordered("schema", schema));
    }
}
