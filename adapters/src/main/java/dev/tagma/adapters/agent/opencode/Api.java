package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.connection.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Speaks to the session's program over its port. */
final class Api {

    /** A program that does not answer by then hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LONGEST_REASON = 300;

    private final OpenCodeTools tools;
    private final Supplier<Door> door;

    /** The program understood and said no. */
    static final class Refused extends RefusedException {

        private static final long serialVersionUID = 1;

        private final int status;

        Refused(int status, String reason) {
            super(reason);
            this.status = status;
        }

        /** What was spoken of is not there, or not any more. */
        boolean gone() {
            return status == 404;
        }
    }

    Api(OpenCodeTools tools, Supplier<Door> door) {
        this.tools = tools;
        this.door = door;
    }

    JsonNode get(String path) throws IOException, Refused {
        return call("GET", path, BodyPublishers.noBody());
    }

    JsonNode post(String path) throws IOException, Refused {
        return call("POST", path, BodyPublishers.noBody());
    }

    JsonNode post(String path, JsonNode body) throws IOException, Refused {
        return call("POST", path, BodyPublishers.ofString(tools.mapper().writeValueAsString(body)));
    }

    JsonNode patch(String path, JsonNode body) throws IOException, Refused {
        return call("PATCH", path, BodyPublishers.ofString(tools.mapper().writeValueAsString(body)));
    }

    /**
     * Makes certain that whoever listens at the port asks for a password before it is given ours: another program may have
     * taken the port.
     */
    void requireLocked() throws IOException {
        HttpRequest stranger = HttpRequest.newBuilder(door.get().at("/session/status"))
                .timeout(PATIENCE)
                .build();
        int status = send(stranger, BodyHandlers.discarding()).statusCode();
        if (status != 401) {
            throw new IOException("another program listens at " + door.get() + ": it answered " + status
                    + " to somebody without a password");
        }
    }

    /** All that the program tells by itself from now on; one that does not begin to tell by a heartbeat's time never will. */
    EventStream events() throws IOException, Refused {
        HttpResponse<InputStream> response = head(
                tools.http().sendAsync(request("/event").GET().build(), BodyHandlers.ofInputStream()),
                tools.heartbeat());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new Refused(response.statusCode(), "it tells nothing of itself: HTTP " + response.statusCode());
        }
        return new EventStream(response.body(), tools.mapper(), tools.heartbeat());
    }

    private static HttpResponse<InputStream> head(
            CompletableFuture<HttpResponse<InputStream>> response, Duration atMost) throws IOException {
        try {
            return response.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException mute) {
            throw new IOException("it did not begin to tell what it does within " + atMost.toMillis() + " ms", mute);
        } catch (ExecutionException failed) {
            throw new IOException(
                    Objects.requireNonNullElse(failed.getCause(), failed).getMessage(), failed);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", cancelled);
        } finally {
            // Ends the exchange where nobody waits for it any more.
            response.cancel(true);
        }
    }

    private JsonNode call(String method, String path, BodyPublisher body) throws IOException, Refused {
        HttpRequest request = request(path)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        HttpResponse<String> response = send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new Refused(response.statusCode(), method + " " + path + ": " + reason(response));
        }
        try {
            return response.body().isBlank()
                    ? MissingNode.getInstance()
                    : tools.mapper().readTree(response.body());
        } catch (JacksonException garbled) {
            throw new IOException(method + " " + path + " was answered with what is not JSON", garbled);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(door.get().at(path))
                .header("Authorization", door.get().authorization());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) throws IOException {
        try {
            return tools.http().send(request, handler);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", cancelled);
        }
    }

    private String reason(HttpResponse<String> response) {
        String said = response.body().strip();
        try {
            said = tools.mapper().readTree(said).path("data").path("message").asString(said);
        } catch (JacksonException plain) {
            // As it was said.
            said = said.strip();
        }
        return "HTTP " + response.statusCode() + " "
                + (said.length() <= LONGEST_REASON ? said : said.substring(0, LONGEST_REASON) + "…");
    }
}
