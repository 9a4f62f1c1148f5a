package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.conversation.Figures;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What an agent tells of tokens, with what its model said or at the end of a turn; agents do it differently, or not at all. */
final class UsageTold {

    private final String model;
    private final Clock clock;

    /** @param model the one that was asked for, where the agent does not name it */
    UsageTold(Optional<String> model, Clock clock) {
        this.model = model.orElse(UsageEntry.UNKNOWN_MODEL);
        this.clock = clock;
    }

    /** With a piece of what is said. */
    void withWords(Change<State> change, JsonNode update, Line line) {
        JsonNode usage = update.path("_meta").path("usage");
        tell(change, change.state().run() + "@" + line.end(), model, tokens(usage));
    }

    /** With the answer to the prompt that the agent works on. */
    void atEnd(Change<State> change, JsonNode answer) {
        String turn = change.state().prompt().orElseThrow().key();
        JsonNode byModel = answer.path("_meta").path("quota").path("model_usage");
        byModel.forEach(one -> {
            String name = one.path("model").asString(model);
            JsonNode count = one.path("token_count");
            tell(
                    change,
                    turn + ":" + name,
                    name,
                    new Tokens(at(count, "input_tokens"), at(count, "output_tokens"), 0, 0, 0, 0));
        });
        if (byModel.isEmpty()) {
            tell(change, turn, model, tokens(answer.path("usage")));
        }
    }

    private void tell(Change<State> change, String key, String by, Tokens tokens) {
        if (tokens.total() > 0) {
            Optional<String> turn = change.state().prompt().map(State.Prompt::key);
            change.tell(new Observation.Used(key, by, turn, tokens, clock.instant()));
        }
    }

    private static Tokens tokens(JsonNode usage) {
        return new Figures(
                        at(usage, "inputTokens"),
                        at(usage, "outputTokens"),
                        at(usage, "cachedReadTokens"),
                        at(usage, "cachedWriteTokens"),
                        at(usage, "thoughtTokens"),
                        at(usage, "totalTokens"))
                .tokens();
    }

    private static long at(JsonNode node, String field) {
        return Math.max(0, node.path(field).asLong(0));
    }
}
