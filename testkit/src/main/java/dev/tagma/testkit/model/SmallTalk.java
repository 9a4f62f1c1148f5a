package dev.tagma.testkit.model;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Answers what clients ask besides turns: how many tokens something has, which models there are, whether anybody is there. */
record SmallTalk(HttpExchange exchange) {

    void answer(int requestLength) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.endsWith("/count_tokens")) {
            send(200, Json.object("input_tokens", Usage.estimate(requestLength)));
        } else if (path.endsWith(":countTokens")) {
            send(200, Json.object("totalTokens", Usage.estimate(requestLength)));
        } else if (path.endsWith("/models")) {
            send(200, models());
        } else if (path.equals("/")) {
            send(200, Json.object("ok", true));
        } else {
            var message = "fake model server: no route %s %s".formatted(exchange.getRequestMethod(), path);
            send(404, new AnthropicMessages().error(404, message));
        }
    }

    private static JsonNode models() {
        var model = Json.object(
                "id", "fake-model",
                "object", "model",
                "type", "model",
                "created", 0,
                "owned_by", "fake",
                "display_name", "fake-model");
        return Json.object("object", "list", "data", Json.array(model), "models", Json.array(), "has_more", false);
    }

    private void send(int status, JsonNode content) throws IOException {
        // A HEAD request wants the status alone.
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        new HttpOutlet(exchange, false).refuse(status, Map.of(), content);
    }
}
