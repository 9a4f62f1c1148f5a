package dev.tagma.testkit.model;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Asks the fake model as an agent would. */
record Client(FakeModel model, HttpClient http) {

    Client(FakeModel model) {
        this(model, HttpClient.newHttpClient());
    }

    HttpResponse<String> post(String path, JsonNode body) throws IOException, InterruptedException {
        return http.send(request(path, body.toString()), HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> postLater(String path, JsonNode body) {
        return http.sendAsync(request(path, body.toString()), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> control(String route, String body) throws IOException, InterruptedException {
        return http.send(request("/__fake/" + route, body), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(model.base() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
