package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.conversation.Figures;
import dev.tagma.core.turn.TurnOutcome;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the lines of the program's own record of a conversation; one that is not understood tells nothing. */
final class EntryParser {

    private final JsonMapper mapper;

    EntryParser(JsonMapper mapper) {
        this.mapper = mapper;
    }

    Optional<Entry> parse(String line) {
        try {
            JsonNode whole = mapper.readTree(line);
            Instant at = Instant.parse(whole.path("timestamp").asString(""));
            JsonNode payload = whole.path("payload");
            return switch (whole.path("type").asString("")) {
                case "event_msg" -> event(payload, at);
                case "response_item" -> tool(payload, at);
                case "token_usage_record" -> tokens(payload, at);
                case "turn_context" ->
                    payload.path("model").stringValueOpt().map(model -> new Entry.ModelIs(model, at));
                case "compacted" -> Optional.of(new Entry.Noted("compacted", at));
                default -> Optional.empty();
            };
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Entry> event(JsonNode payload, Instant at) {
        String turn = payload.path("turn_id").asString("");
        return switch (payload.path("type").asString("")) {
            case "item_completed" -> item(turn, payload.path("item"), at);
            case "task_started" ->
                payload.path("turn_attribution")
                                .path("turn_trigger")
                                .asString("")
                                .equals("goal")
                        ? Optional.of(new Entry.GoalTurn(turn, at))
                        : Optional.empty();
            case "thread_goal_updated" ->
                Optional.of(
                        new Entry.GoalIs(payload.path("goal").path("objective").asString(""), at));
            case "task_complete" ->
                Optional.of(new Entry.TurnOver(
                        turn,
                        TurnOutcome.COMPLETED,
                        payload.path("last_agent_message").stringValueOpt(),
                        at));
            case "turn_aborted" -> Optional.of(new Entry.TurnOver(turn, TurnOutcome.INTERRUPTED, Optional.empty(), at));
            case "token_count" ->
                Optional.of(payload.path("rate_limits"))
                        .filter(JsonNode::isObject)
                        .map(limits -> new Entry.Allows(limits, at));
            case "error" -> Optional.of(new Entry.Noted(payload.path("message").asString("error"), at));
            default -> Optional.empty();
        };
    }

    /** The running sums beside it, and in the events that tell of them, are told again without anything new. */
    private static Optional<Entry> tokens(JsonNode payload, Instant at) {
        JsonNode usage = payload.path("usage");
        return Optional.of(new Entry.Used(
                payload.path("thread_id").asString(""),
                payload.path("turn_id").asString(""),
                payload.path("response_id").asString(""),
                new Figures(
                                usage.path("input_tokens").asLong(0),
                                usage.path("output_tokens").asLong(0),
                                usage.path("cached_input_tokens").asLong(0),
                                usage.path("cache_write_input_tokens").asLong(0),
                                usage.path("reasoning_output_tokens").asLong(0),
                                usage.path("total_tokens").asLong(0))
                        .tokens(),
                at));
    }

    private static Optional<Entry> item(String turn, JsonNode item, Instant at) {
        return switch (item.path("type").asString("")) {
            case "UserMessage" ->
                Optional.of(new Entry.Prompt(
                        turn,
                        item.path("id").asString(""),
                        item.path("client_id").stringValueOpt(),
                        text(item),
                        at));
            case "AgentMessage" -> Optional.of(new Entry.Said(text(item), at));
            default -> Optional.empty();
        };
    }

    /** The text of a message; pictures and the like have none. */
    static String text(JsonNode item) {
        StringBuilder text = new StringBuilder();
        item.path("content").forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    private static Optional<Entry> tool(JsonNode payload, Instant at) {
        return switch (payload.path("type").asString("")) {
            case "function_call" -> used(payload, payload.path("arguments").asString(""), at);
            case "custom_tool_call" -> used(payload, payload.path("input").asString(""), at);
            case "function_call_output", "custom_tool_call_output" ->
                Optional.of(new Entry.ToolAnswered(output(payload.path("output")), at));
            default -> Optional.empty();
        };
    }

    private static Optional<Entry> used(JsonNode payload, String input, Instant at) {
        return Optional.of(new Entry.ToolUsed(payload.path("name").asString("tool"), input, at));
    }

    private static String output(JsonNode output) {
        return output.isString() ? output.asString() : output.toString();
    }
}
