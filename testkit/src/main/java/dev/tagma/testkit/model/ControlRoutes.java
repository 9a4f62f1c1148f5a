package dev.tagma.testkit.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The same for scripts as {@link FakeModel} has for Java: {@code GET /__fake/health}, {@code GET /__fake/requests},
 * {@code GET /__fake/waiting}, {@code POST /__fake/release?name=N}, {@code POST /__fake/open?name=N},
 * {@code POST /__fake/queue} (body: a script), {@code POST /__fake/fail?status=S&times=N}, {@code POST /__fake/reset}.
 */
final class ControlRoutes implements HttpHandler {

    private final FakeModel model;

    ControlRoutes(FakeModel model) {
        this.model = model;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var route = exchange.getRequestURI().getPath().substring("/__fake/".length());
        var query = query(exchange);
        JsonNode answer = switch (route) {
            case "health" ->
                Json.object(
                        "ok",
                        true,
                        "pid",
                        ProcessHandle.current().pid(),
                        "count",
                        model.requests().size());
            case "requests" -> Json.MAPPER.valueToTree(model.requests());
            case "waiting" -> Json.MAPPER.valueToTree(model.waiting());
            case "release" -> done(() -> model.release(query.getOrDefault("name", "go")));
            case "open" -> done(() -> model.open(query.getOrDefault("name", "go")));
            case "queue" -> done(() -> model.queue(body));
            case "fail" -> done(() -> model.failNext(number(query, "status", 500), number(query, "times", 1)));
            case "reset" -> done(model::reset);
            case String _ -> Json.object("error", "fake model: unknown control route " + route);
        };
        new HttpOutlet(exchange, false).refuse(answer.has("error") ? 404 : 200, Map.of(), answer);
    }

    private JsonNode done(Runnable work) {
        work.run();
        return Json.object("ok", true, "waiting", model.waiting());
    }

    private static int number(Map<String, String> query, String name, int otherwise) {
        return query.containsKey(name) ? Integer.parseInt(query.get(name)) : otherwise;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[pair.length - 1])));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
