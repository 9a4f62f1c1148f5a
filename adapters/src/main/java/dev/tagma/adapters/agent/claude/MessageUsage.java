package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.core.usage.Tokens;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an answer of the model used. Each block of an answer is a line of its own that tells of the whole answer, the last one
 * with its final figures; the answer's id and its request's make them one.
 */
public final class MessageUsage {

    private MessageUsage() {}

    /** None where no model answered: what the program says itself bears the name of none. */
    public static Optional<TranscriptEntry.Used> of(JsonNode line, Instant at) {
        JsonNode message = line.path("message");
        String id = message.path("id").asString("");
        // The stream writes it otherwise than the transcript does.
        String request = line.path("requestId").asString(line.path("request_id").asString(""));
        Tokens tokens = tokens(message.path("usage"));
        return id.isEmpty() || tokens.total() == 0
                ? Optional.empty()
                : Optional.of(new TranscriptEntry.Used(
                        at,
                        request.isEmpty() ? id : id + ":" + request,
                        message.path("model").asString("unknown"),
                        tokens));
    }

    private static Tokens tokens(JsonNode usage) {
        long output = count(usage, "output_tokens");
        long thought = Math.min(output, count(usage.path("output_tokens_details"), "thinking_tokens"));
        long written = count(usage, "cache_creation_input_tokens");
        long kept = Math.min(written, count(usage.path("cache_creation"), "ephemeral_1h_input_tokens"));
        return new Tokens(
                count(usage, "input_tokens"),
                output - thought,
                count(usage, "cache_read_input_tokens"),
                written - kept,
                kept,
                thought);
    }

    private static long count(JsonNode node, String field) {
        return Math.max(0, node.path(field).asLong(0));
    }
}
