package dev.tagma.testkit.model;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Writes server-sent events, or one JSON document, to an HTTP exchange. */
final class HttpOutlet implements Outlet {

    private final HttpExchange exchange;
    private final boolean stream;
    private @Nullable OutputStream body;

    HttpOutlet(HttpExchange exchange, boolean stream) {
        this.exchange = exchange;
        this.stream = stream;
    }

    @Override
    public void event(@Nullable String name, JsonNode data) throws IOException {
        send((name == null ? "" : "event: " + name + "\n") + "data: " + data + "\n\n");
    }

    @Override
    public void raw(String data) throws IOException {
        send("data: " + data + "\n\n");
    }

    @Override
    public void beat() throws IOException {
        send(": still here\n\n");
    }

    @Override
    public void finish(JsonNode whole) throws IOException {
        if (stream) {
            opened().close();
        } else {
            document(200, Map.of(), whole);
        }
    }

    @Override
    public void refuse(int status, Map<String, String> headers, JsonNode error) throws IOException {
        document(status, headers, error);
    }

    private void document(int status, Map<String, String> headers, JsonNode content) throws IOException {
        var bytes = content.toString().getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        head("application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void send(String text) throws IOException {
        if (stream) {
            var out = opened();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private OutputStream opened() throws IOException {
        if (body == null) {
            head("text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("cache-control", "no-cache");
            exchange.sendResponseHeaders(200, 0);
            body = exchange.getResponseBody();
        }
        return body;
    }

    private void head(String type) {
        exchange.getResponseHeaders().set("content-type", type);
        exchange.getResponseHeaders().set("request-id", Ids.next("req"));
    }
}
