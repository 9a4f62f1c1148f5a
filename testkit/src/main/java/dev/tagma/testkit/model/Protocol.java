package dev.tagma.testkit.model;

import com.sun.net.httpserver.Headers;
import dev.tagma.testkit.script.Step;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How one vendor's clients ask and want to be answered. */
interface Protocol {

    String name();

    /** Whether a POST to that path is a request of this protocol for an answer. */
    boolean serves(String path);

    ModelRequest read(String path, Headers headers, JsonNode body);

    Reply reply(ModelRequest request, Outlet outlet, Instant at);

    JsonNode error(int status, String message);

    /** The headers of a refusal because the allowance is used up until then. */
    default Map<String, String> limitHeaders(Step.Limit limit, Instant resetsAt) {
        return Map.of("retry-after", Long.toString(limit.resetsIn().toSeconds()));
    }
}
