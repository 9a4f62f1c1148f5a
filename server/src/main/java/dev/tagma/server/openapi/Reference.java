package dev.tagma.server.openapi;

import dev.tagma.wire.event.EventType;
import dev.tagma.wire.event.GapJson;
import dev.tagma.wire.json.Doc;
import dev.tagma.wire.json.Form;
import dev.tagma.wire.operation.Access;
import dev.tagma.wire.operation.Door;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.Operations;
import dev.tagma.wire.operation.Parameter;
import dev.tagma.wire.operation.Reply;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.problem.ProblemJson;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The reference for people, in Markdown, made from the same registry and records as the OpenAPI document. */
public final class Reference {

    private static final String MADE = "<!-- Made from the operation registry and the records; do not edit. -->\n\n";

    /** Every operation and every record. */
    public String api() {
        StringBuilder text = new StringBuilder(MADE);
        text.append("# The HTTP interface\n\n");
        text.append("""
                On the Unix socket the file's permissions are the login; on TCP send `Authorization: Bearer TOKEN`.
                Requests are strict: an unknown field or parameter is refused. Answers may gain fields. Times are ISO 8601 in
                UTC with milliseconds; what is absent is `null`. The machine-readable form is `/v1/openapi.json`.

                | header | meaning |
                |---|---|
                | `X-Tagma-Client` | a name for the record, such as `cli:anna` |
                | `X-Tagma-Session` | the session from within which the call comes; the call acts as that session |
                | `X-Request-Id` | names the request in the log; made where it is absent, and sent back |

                """);
        text.append("## Operations\n\n| operation | |\n|---|---|\n");
        for (Operation operation : Operations.all()) {
            text.append("| [")
                    .append(operation.summary())
                    .append("](#")
                    .append(anchor(operation))
                    .append(") | `");
            text.append(operation.method()).append(' ').append(operation.path()).append("` |\n");
        }
        Operations.all().forEach(operation -> describe(operation, text));
        text.append("\n## Errors\n\nA refusal is `application/problem+json` with a stable `code`.\n\n");
        text.append("| code | status | meaning |\n|---|---|---|\n");
        for (ErrorCode code : ErrorCode.values()) {
            text.append("| `").append(Form.name(code)).append("` | ").append(code.status());
            text.append(" | ").append(code.title()).append(" |\n");
        }
        text.append("\n## Records\n");
        records().forEach(type -> describe(type, text));
        return text.toString();
    }

    /** Every type of event. */
    public String events() {
        StringBuilder text = new StringBuilder(MADE);
        text.append("# Events\n\n");
        text.append("""
                Every change of state is an event. `GET /v1/events` and `GET /v1/sessions/{id}/events` stream them as
                server-sent events: `id:` is an opaque cursor, `event:` the type, `data:` one event as JSON on one line.

                - Resume with the header `Last-Event-ID`, or `since=CURSOR`; `since=start` begins with the oldest event that is
                  kept, `since=now`, the default, with the next one. Nothing is left out and nothing comes twice.
                - A line with an id alone tells how far you have come: when a stream begins, after events you did not ask for,
                  and with each heartbeat, a comment that comes when nothing else does.
                - Where events are no longer kept, an event of the type `gap` stands in their place.
                - A reader that takes nothing in is cut off, and resumes where it was.
                - `type=…` chooses types; `follow=false` ends the stream after what is there.

                """);
        for (EventType type : EventType.values()) {
            text.append("\n## ").append(type.wireName()).append("\n\n");
            describeFields(type.data(), text);
        }
        text.append("\n## gap\n\n");
        describeFields(GapJson.class, text);
        text.append("\n## Records\n");
        recordsOfEvents().forEach(type -> describe(type, text));
        return text.toString();
    }

    private static String anchor(Operation operation) {
        return operation.id().toLowerCase(Locale.ROOT);
    }

    private static void describe(Operation operation, StringBuilder text) {
        text.append("\n### ").append(operation.id()).append("\n\n`").append(operation.method());
        text.append(' ')
                .append(operation.path())
                .append("`\n\n")
                .append(operation.doc())
                .append("\n\n");
        if (operation.door() == Door.SOCKET) {
            text.append("On the Unix socket only.\n\n");
        }
        if (operation.access() == Access.PUBLIC) {
            text.append("For anybody.\n\n");
        }
        if (!operation.parameters().isEmpty()) {
            text.append("| parameter | in | form | |\n|---|---|---|---|\n");
            operation.parameters().forEach(parameter -> describe(parameter, text));
            text.append('\n');
        }
        operation
                .request()
                .ifPresent(body -> text.append("Takes ")
                        .append(link(body))
                        .append(operation.bodyRequired() ? ".\n\n" : ", or nothing.\n\n"));
        text.append("Gives ").append(operation.reply().status()).append(' ').append(given(operation.reply()));
        text.append(".\n\nErrors: ")
                .append(operation.errors().stream()
                        .map(code -> "`" + Form.name(code) + "`")
                        .collect(Collectors.joining(", ")))
                .append(operation.errors().isEmpty() ? "only what every operation can have.\n" : ".\n");
    }

    private static void describe(Parameter parameter, StringBuilder text) {
        text.append("| `").append(parameter.name()).append("` | ");
        text.append(Form.name(parameter.place())).append(" | ").append(words(parameter.form()));
        text.append(parameter.several() ? ", repeatable | " : " | ").append(parameter.doc());
        parameter
                .fallback()
                .ifPresent(value -> text.append(" Default: `").append(value).append("`."));
        text.append(" |\n");
    }

    private static void describe(Class<? extends Record> type, StringBuilder text) {
        text.append("\n### ").append(type.getSimpleName()).append("\n\n");
        describeFields(type, text);
    }

    private static void describeFields(Class<? extends Record> type, StringBuilder text) {
        Doc doc = type.getAnnotation(Doc.class);
        if (doc != null) {
            text.append(doc.value()).append("\n\n");
        }
        text.append("| field | form | |\n|---|---|---|\n");
        for (RecordComponent component : type.getRecordComponents()) {
            Doc field = component.getAnnotation(Doc.class);
            text.append("| `").append(component.getName()).append("` | ");
            text.append(words(Form.of(component.getGenericType()))).append(" | ");
            text.append(field == null ? "" : field.value()).append(" |\n");
        }
    }

    private static String given(Reply reply) {
        return switch (reply) {
            case Reply.Body(int status, Class<? extends Record> type) -> link(type);
            case Reply.Document(int status, String mediaType) -> "a document of the type `" + mediaType + "`";
            case Reply.Text(int status, String mediaType) -> "text of the type `" + mediaType + "`";
            case Reply.Events(int status, Class<? extends Record> type) -> "a stream of " + link(type);
        };
    }

    private static String words(Form form) {
        return switch (form) {
            case Form.Text() -> "text";
            case Form.Time() -> "time";
            case Form.Uuid() -> "id";
            case Form.Flag() -> "true or false";
            case Form.Whole(long min, long max) -> bounds(min, max);
            case Form.Choice(Class<? extends Enum<?>> type) ->
                Form.names(type).stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            case Form.ListOf(Form item) -> "list of " + words(item);
            case Form.MapOf(Form value) -> "object of " + words(value);
            case Form.Maybe(Form present) -> words(present) + ", or null";
            case Form.Wrapped(Class<? extends Record> type, Form inner) -> words(inner);
            case Form.Nested(Class<? extends Record> type) -> link(type);
            case Form.Any() -> "any JSON";
        };
    }

    private static String bounds(long min, long max) {
        boolean low = min == Integer.MIN_VALUE || min == Long.MIN_VALUE;
        boolean high = max == Integer.MAX_VALUE || max == Long.MAX_VALUE;
        if (low && high) {
            return "whole number";
        }
        return high ? "whole number from " + min : "whole number, " + min + " to " + max;
    }

    private static String link(Class<? extends Record> type) {
        return "[" + type.getSimpleName() + "](#" + type.getSimpleName().toLowerCase(Locale.ROOT) + ")";
    }

    private static List<Class<? extends Record>> records() {
        Set<Class<? extends Record>> found = new LinkedHashSet<>();
        for (Operation operation : Operations.all()) {
            operation.request().ifPresent(body -> collect(new Form.Nested(body), found));
            switch (operation.reply()) {
                case Reply.Body(int status, Class<? extends Record> type) -> collect(new Form.Nested(type), found);
                case Reply.Events(int status, Class<? extends Record> type) -> collect(new Form.Nested(type), found);
                case Reply.Document document -> {}
                case Reply.Text words -> {}
            }
        }
        collect(new Form.Nested(ProblemJson.class), found);
        return List.copyOf(found);
    }

    private static List<Class<? extends Record>> recordsOfEvents() {
        Set<Class<? extends Record>> found = new LinkedHashSet<>();
        for (EventType type : EventType.values()) {
            for (RecordComponent component : type.data().getRecordComponents()) {
                collect(Form.of(component.getGenericType()), found);
            }
        }
        return List.copyOf(found);
    }

    private static void collect(Form form, Set<Class<? extends Record>> found) {
        switch (form) {
            case Form.Nested(Class<? extends Record> type) -> {
                if (found.add(type)) {
                    for (RecordComponent component : type.getRecordComponents()) {
                        collect(Form.of(component.getGenericType()), found);
                    }
                }
            }
            case Form.ListOf(Form item) -> collect(item, found);
            case Form.MapOf(Form value) -> collect(value, found);
            case Form.Maybe(Form present) -> collect(present, found);
            case Form.Text text -> {}
            case Form.Time time -> {}
            case Form.Uuid uuid -> {}
            case Form.Flag flag -> {}
            case Form.Whole whole -> {}
            case Form.Choice choice -> {}
            case Form.Wrapped wrapped -> {}
            case Form.Any any -> {}
        }
    }
}
