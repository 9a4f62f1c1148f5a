package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tagma.server.openapi.OpenApi;
import dev.tagma.wire.event.EventJson;
import dev.tagma.wire.event.GapJson;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.Reply;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.problem.ProblemJson;
import dev.tagma.wire.session.TerminalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client over the real sockets that holds every answer against the OpenAPI document: no test can look at an answer that
 * does not match.
 */
final class ApiClient {

    private static final JsonObject DOCUMENT = (JsonObject) new OpenApi().document();
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private interface Connection {
        RawClient open() throws IOException;
    }

    private final Connection connection;
    private final Map<String, String> always;

    private ApiClient(Connection connection, Map<String, String> always) {
        this.connection = connection;
        this.always = always;
    }

    static ApiClient unix(Path socket) {
        return new ApiClient(() -> RawClient.unix(socket), Map.of("Host", "tagma"));
    }

    static ApiClient tcp(int port, String token) {
        return new ApiClient(
                () -> RawClient.tcp(port), Map.of("Host", "127.0.0.1:" + port, "Authorization", "Bearer " + token));
    }

    /** The same with a header more, or another value of one. */
    ApiClient with(String header, String value) {
        Map<String, String> headers = new LinkedHashMap<>(always);
        headers.put(header, value);
        return new ApiClient(connection, headers);
    }

    ApiClient without(String header) {
        Map<String, String> headers = new LinkedHashMap<>(always);
        headers.remove(header);
        return new ApiClient(connection, headers);
    }

    /** Asks for an operation without a body. */
    RawClient.Answer ask(Operation operation, String query, String... path) throws IOException {
        return send(operation, query, "", path);
    }

    /** Asks for an operation; the answer is what the document says it can be. */
    RawClient.Answer send(Operation operation, String query, String body, String... path) throws IOException {
        RawClient.Answer answer = exchange(
                operation.method().name(), operation.pathFor(path) + (query.isEmpty() ? "" : "?" + query), body);
        check(operation, answer);
        return answer;
    }

    /** Sends anything; whatever is refused must be told in the one form. */
    RawClient.Answer exchange(String method, String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        Map<String, String> headers = new LinkedHashMap<>(always);
        if (bytes.length > 0) {
            headers.putIfAbsent("Content-Type", "application/json");
        }
        headers.put("Content-Length", Integer.toString(bytes.length));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        try (RawClient client = connection.open()) {
            client.write(head + "\r\n" + body);
            RawClient.Answer answer = client.answer(!method.equals("HEAD"));
            if (answer.status() >= 400 && !method.equals("HEAD")) {
                checkProblem(answer);
            }
            return answer;
        }
    }

    static <T extends Record> T read(RawClient.Answer answer, Class<T> type) {
        return RecordCodec.readStrict(JsonText.parse(answer.text()), type);
    }

    static ProblemJson problem(RawClient.Answer answer) {
        return read(answer, ProblemJson.class);
    }

    private static void check(Operation operation, RawClient.Answer answer) {
        checkHeaders(answer);
        if (answer.status() >= 400) {
            ErrorCode code = problem(answer).code();
            assertThat(OpenApi.errors(operation))
                    .as(operation.id() + " answered " + answer.text())
                    .contains(code);
            return;
        }
        assertThat(answer.status())
                .as(operation.id())
                .isEqualTo(operation.reply().status());
        String media = answer.header("Content-Type").orElseThrow().split(";", 2)[0];
        switch (operation.reply()) {
            case Reply.Body(int status, Class<? extends Record> type) -> {
                assertThat(media).isEqualTo("application/json");
                validate(type.getSimpleName(), answer.text());
                read(answer, type);
            }
            case Reply.Document(int status, String mediaType) -> {
                assertThat(media).isEqualTo(mediaType);
                JsonText.parse(answer.text());
            }
            case Reply.Text(int status, String mediaType) -> {
                assertThat(media).isEqualTo(mediaType);
                assertThat(answer.text()).isNotBlank();
            }
            case Reply.Events(int status, Class<? extends Record> type) -> {
                assertThat(media).isEqualTo("text/event-stream");
                answer.text().lines().filter(line -> line.startsWith("data: ")).forEach(ApiClient::checkEvent);
            }
        }
    }

    /** What stands behind {@code data:} in a stream. */
    static void checkEvent(String line) {
        String data = line.substring("data: ".length());
        JsonObject told = (JsonObject) JsonText.parse(data);
        if (told.member("draw").isPresent() || told.member("ended").isPresent()) {
            validate(TerminalJson.class.getSimpleName(), data);
            return;
        }
        boolean gap = told.member("missed").isPresent();
        validate(gap ? GapJson.class.getSimpleName() : EventJson.class.getSimpleName(), data);
    }

    private static void checkProblem(RawClient.Answer answer) {
        assertThat(answer.header("Content-Type")).as(answer.text()).contains("application/problem+json");
        validate("ProblemJson", answer.text());
        assertThat(problem(answer).status()).isEqualTo(answer.status());
    }

    private static void checkHeaders(RawClient.Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Request-Id")).isPresent();
        assertThat(answer.header("Server")).isEmpty();
    }

    private static void validate(String component, String text) {
        var errors = SCHEMAS.computeIfAbsent(component, ApiClient::schema)
                .validate(
                        text,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        assertThat(errors).as(component + ": " + text).isEmpty();
    }

    private static Schema schema(String component) {
        Map<String, Json> root = new LinkedHashMap<>();
        root.put("$ref", Json.of("#/components/schemas/" + component));
        root.put("components", DOCUMENT.members().get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonText.write(new JsonObject(root)), InputFormat.JSON);
    }
}
