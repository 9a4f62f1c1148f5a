package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.adapters.conversation.TranscriptFormat;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads lines of the transcript; lines and fields it does not know are passed over. */
public final class TranscriptParser implements TranscriptFormat {

    private static final String INTERRUPTED = "[Request interrupted by user";

    private final JsonMapper mapper;

    public TranscriptParser(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** The entries of one line, none when it says nothing that matters; several when one message did several things. */
    @Override
    public List<TranscriptEntry> parse(String line) {
        try {
            JsonNode node = mapper.readTree(line);
            return node.isObject() ? entries(node) : List.of();
        } catch (JacksonException notJson) {
            return List.of();
        }
    }

    @Override
    public String said(String recorded) {
        return ClaudeText.unwrapped(recorded);
    }

    @Override
    public String normalise(String text) {
        return ClaudeText.normalise(text);
    }

    private static List<TranscriptEntry> entries(JsonNode node) {
        Instant at = time(node.path("timestamp").asString(""));
        if (node.path("isSidechain").asBoolean(false)) {
            // What a subagent says is no part of the conversation; what it uses is paid for.
            return MessageUsage.of(node, at)
                    .<List<TranscriptEntry>>map(List::of)
                    .orElse(List.of());
        }
        return switch (node.path("type").asString("")) {
            case "user" -> user(node, at);
            case "assistant" -> assistant(node, at);
            case "system" -> system(node, at);
            case "attachment" -> attachment(node.path("attachment"), at);
            case "queue-operation" -> queue(node, at);
            default -> List.of();
        };
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException absent) {
            return Instant.EPOCH;
        }
    }

    private static List<TranscriptEntry> user(JsonNode node, Instant at) {
        JsonNode content = node.path("message").path("content");
        if (content.isString()) {
            return List.of(prompt(node, at, content.asString()));
        }
        List<TranscriptEntry> entries = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (JsonNode block : content) {
            switch (block.path("type").asString("")) {
                case "text" ->
                    text.append(text.isEmpty() ? "" : "\n")
                            .append(block.path("text").asString(""));
                case "tool_result" -> entries.add(new TranscriptEntry.ToolAnswered(at, textOf(block.path("content"))));
                default -> {}
            }
        }
        if (text.toString().startsWith(INTERRUPTED)) {
            entries.add(new TranscriptEntry.Interrupted(at));
        } else if (!text.isEmpty()) {
            entries.add(prompt(node, at, text.toString()));
        }
        return entries;
    }

    /** A prompt has a source; everything else under the user's name was written by the program itself. */
    private static TranscriptEntry prompt(JsonNode node, Instant at, String text) {
        boolean prompted = node.has("promptSource") && !node.path("isMeta").asBoolean(false);
        if (!prompted || node.path("isCompactSummary").asBoolean(false) || text.startsWith("<command-name>")) {
            return new TranscriptEntry.Noted(at, text);
        }
        String key = node.path("promptId").asString(node.path("uuid").asString(""));
        boolean human = node.path("origin").path("kind").asString("human").equals("human");
        return new TranscriptEntry.Prompt(at, key, text, human);
    }

    private static List<TranscriptEntry> assistant(JsonNode node, Instant at) {
        JsonNode message = node.path("message");
        if (node.path("isApiErrorMessage").asBoolean(false)) {
            return List.of(failed(node, textOf(message.path("content")), at));
        }
        boolean endsTurn = message.path("stop_reason").asString("").equals("end_turn");
        List<TranscriptEntry> entries = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            switch (block.path("type").asString("")) {
                case "text" ->
                    entries.add(new TranscriptEntry.Said(at, block.path("text").asString(""), endsTurn));
                case "tool_use" ->
                    entries.add(new TranscriptEntry.ToolUsed(
                            at,
                            block.path("name").asString(""),
                            block.path("input").toString()));
                default -> {}
            }
        }
        MessageUsage.of(node, at).ifPresent(entries::add);
        return entries;
    }

    private static TranscriptEntry failed(JsonNode node, String text, Instant at) {
        boolean limited = node.path("apiError").asString("").equals("usage_limit_reached") || UsageLimit.saidBy(text);
        JsonNode resets = node.path("quotaLimits").path("resetsAt");
        return limited
                ? new TranscriptEntry.LimitReached(
                        at,
                        text,
                        resets.isIntegralNumber()
                                ? Optional.of(Instant.ofEpochSecond(resets.asLong()))
                                : Optional.empty())
                : new TranscriptEntry.ApiError(at, text);
    }

    private static List<TranscriptEntry> system(JsonNode node, Instant at) {
        return switch (node.path("subtype").asString("")) {
            case "turn_duration" ->
                List.of(new TranscriptEntry.TurnOver(
                        at, node.path("pendingBackgroundAgentCount").asInt(0)));
            case "compact_boundary" -> List.of(new TranscriptEntry.Compacted(at));
            default -> List.of();
        };
    }

    private static List<TranscriptEntry> attachment(JsonNode attachment, Instant at) {
        return attachment.path("type").asString("").equals("queued_command")
                        && attachment.path("commandMode").asString("prompt").equals("prompt")
                ? List.of(new TranscriptEntry.SteeredIn(at, textOf(attachment.path("prompt"))))
                : List.of();
    }

    private static List<TranscriptEntry> queue(JsonNode node, Instant at) {
        return switch (node.path("operation").asString("")) {
            case "enqueue" ->
                List.of(new TranscriptEntry.Enqueued(at, node.path("content").asString("")));
            case "popAll" -> List.of(new TranscriptEntry.Unqueued(at, true));
            case "dequeue", "remove" -> List.of(new TranscriptEntry.Unqueued(at, false));
            default -> List.of();
        };
    }

    private static String textOf(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode block : content) {
            if (block.path("type").asString("").equals("text")) {
                texts.add(block.path("text").asString(""));
            }
        }
        return String.join("\n", texts);
    }
}
