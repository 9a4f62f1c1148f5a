package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.conversation.Figures;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.spi.agent.Observation;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a message of the agent used, as the program tells it with the message. */
final class Spent {

    /** No message uses more; what says so is broken, and would break every sum. */
    private static final long MOST = 1_000_000_000_000L;

    private Spent() {}

    /** Whether the message tells what it used; it does when the model has said it. */
    static boolean isTold(JsonNode info) {
        return info.path("role").asString("").equals("assistant")
                && tokens(info.path("tokens")).total() > 0;
    }

    /** @param turn that the message belongs to, where that is known */
    static Observation.Used of(JsonNode info, Optional<String> turn) {
        return new Observation.Used(
                info.path("id").asString(""),
                info.path("modelID").asString(UsageEntry.UNKNOWN_MODEL),
                turn,
                tokens(info.path("tokens")),
                Instant.ofEpochMilli(info.path("time").path("created").asLong(0)));
    }

    /** Each kind is counted apart from the others, also where no total says so. */
    private static Tokens tokens(JsonNode tokens) {
        long input = count(tokens.path("input"));
        long output = count(tokens.path("output"));
        long reasoning = count(tokens.path("reasoning"));
        long read = count(tokens.path("cache").path("read"));
        long written = count(tokens.path("cache").path("write"));
        long apart = input + output + reasoning + read + written;
        return new Figures(
                        input,
                        output,
                        read,
                        written,
                        reasoning,
                        tokens.path("total").asLong(apart))
                .tokens();
    }

    private static long count(JsonNode figure) {
        return Math.clamp(figure.asLong(0), 0, MOST);
    }
}
