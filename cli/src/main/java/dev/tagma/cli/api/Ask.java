package dev.tagma.cli.api;

import dev.tagma.cli.http.HttpRequest;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.operation.Operation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A question to the daemon.
 *
 * @param repeatable whether asking again after a cut connection does no harm: it only reads, carries an idempotency key,
 *     or can take effect only once
 * @param waits whether the daemon takes its time over it on purpose
 * @param limit after which an answer is too late
 */
public record Ask(
        String method, String target, Optional<JsonObject> body, boolean repeatable, boolean waits, Duration limit) {

    /** Far longer than any answer takes; a daemon that needs longer hangs. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Of an operation, with the values of its path's parameters. A question that only reads may be repeated. */
    public static Ask of(Operation operation, String... values) {
        return new Ask(
                operation.method().name(),
                operation.pathFor(values),
                Optional.empty(),
                operation.method().safe(),
                false,
                LIMIT);
    }

    public Ask query(String name, String value) {
        String separator = target.contains("?") ? "&" : "?";
        return new Ask(
                method, target + separator + name + "=" + Operation.encoded(value), body, repeatable, waits, limit);
    }

    public Ask body(Body content) {
        return new Ask(method, target, Optional.of(new JsonObject(content.members)), repeatable, waits, limit);
    }

    public Ask mayBeRepeated() {
        return new Ask(method, target, body, true, waits, limit);
    }

    /** Of what takes as long as it takes. */
    public Ask within(Duration longer) {
        return new Ask(method, target, body, repeatable, true, longer);
    }

    HttpRequest request(Map<String, String> headers) {
        var request = new HttpRequest(method, target, headers, new byte[0]);
        return body.map(json -> request.withJson(JsonWriter.write(json))).orElse(request);
    }

    /** A body that is being put together; what is absent is left out. */
    public static final class Body {

        private final Map<String, Json> members = new LinkedHashMap<>();

        public Body with(String name, Json value) {
            members.put(name, value);
            return this;
        }

        public Body with(String name, String value) {
            return with(name, Json.of(value));
        }

        public Body with(String name, Optional<String> value) {
            value.ifPresent(present -> with(name, present));
            return this;
        }
    }
}
