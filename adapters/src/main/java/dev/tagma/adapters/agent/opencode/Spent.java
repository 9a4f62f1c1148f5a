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
        long input = tokens.path("input").asLong(0);
        long output = tokens.path("output").asLong(0);
        long reasoning = tokens.path("reasoning").asLong(0);
        long read = tokens.path("cache").path("read").asLong(0);
        long written = tokens.path("cache").path("write").asLong(0);
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
}
