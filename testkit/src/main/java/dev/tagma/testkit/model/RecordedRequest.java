package dev.tagma.testkit.model;

import com.sun.net.httpserver.HttpExchange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A request as it came.
 *
 * @param number counts from 1
 * @param protocol {@code anthropic}, {@code responses}, {@code chat} or {@code gemini}; empty for a request that asks no
 *     model for an answer
 * @param session how the client names the session; empty if it does not
 * @param userTexts all that the person said in the conversation so far, freed from what the client wraps around it
 * @param newUserTexts what the person said since the last request of this conversation; a retry says nothing new
 * @param steps what the answer is made of
 */
public record RecordedRequest(
        int number,
        Instant at,
        String method,
        String path,
        Map<String, String> headers,
        String protocol,
        String model,
        boolean stream,
        Kind kind,
        String session,
        List<String> userTexts,
        List<String> newUserTexts,
        List<String> tools,
        List<String> steps,
        JsonNode body) {

    /** What a request is about. */
    public enum Kind {
        /** A turn whose prompt is a script. */
        SCRIPT,
        /** A turn whose prompt is no script. */
        ECHO,
        /** A turn that goes on after the script is over, or because something in the background ended. */
        CONCLUSION,
        /** The client wants the conversation summed up. */
        SUMMARY,
        /** A title or a classification for the client itself. */
        SIDE,
        /** Whatever else clients ask: tokens, models, health. */
        OTHER
    }

    public RecordedRequest {
        headers = Map.copyOf(headers);
        userTexts = List.copyOf(userTexts);
        newUserTexts = List.copyOf(newUserTexts);
        tools = List.copyOf(tools);
        steps = List.copyOf(steps);
    }

    /** Whether the person newly said something that contains these words. */
    public boolean newlySays(String words) {
        return newUserTexts.stream().anyMatch(text -> text.contains(words));
    }

    static RecordedRequest of(
            int number, Instant at, HttpExchange exchange, String protocol, Scene scene, JsonNode body) {
        var request = scene.request();
        return new RecordedRequest(
                number,
                at,
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers(exchange),
                protocol,
                request.model(),
                request.stream(),
                scene.kind(),
                request.session(),
                scene.said(),
                scene.news(),
                request.tools().stream().map(ToolSpec::name).toList(),
                scene.steps().stream().map(cued -> cued.step().toString()).toList(),
                body);
    }

    static RecordedRequest other(int number, Instant at, HttpExchange exchange, JsonNode body) {
        return new RecordedRequest(
                number,
                at,
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers(exchange),
                "",
                "",
                false,
                Kind.OTHER,
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                body);
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        return exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().getFirst()));
    }
}
