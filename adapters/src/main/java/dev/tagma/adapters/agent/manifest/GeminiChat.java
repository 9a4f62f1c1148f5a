package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.conversation.Figures;
import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gemini CLI's chat file: a message a line. One that used tools is written a second time with them, and after an
 * interruption the whole conversation is written once more below {@code $set}: neither is news.
 */
final class GeminiChat implements ChatForm {

    private final JsonMapper mapper;

    GeminiChat(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public List<TranscriptEntry> parse(String line) {
        try {
            JsonNode node = mapper.readTree(line);
            Instant at = ChatTexts.time(node.path("timestamp").asString(""));
            return switch (node.path("type").asString("")) {
                case "user" -> user(node, at);
                case "gemini" -> gemini(node, at);
                case "info" ->
                    node.path("content").asString("").equals("Request cancelled.")
                            ? List.of(new TranscriptEntry.Interrupted(at))
                            : List.of();
                case "error" ->
                    List.of(new TranscriptEntry.ApiError(
                            at, node.path("content").asString("")));
                default -> List.of();
            };
        } catch (JacksonException notJson) {
            return List.of();
        }
    }

    private static List<TranscriptEntry> user(JsonNode node, Instant at) {
        List<TranscriptEntry> entries = new ArrayList<>();
        // With attached files there is more in the content than was said.
        JsonNode said = node.has("displayContent") ? node.path("displayContent") : node.path("content");
        for (JsonNode part : node.path("content")) {
            if (part.has("functionResponse")) {
                entries.add(new TranscriptEntry.ToolAnswered(
                        at, ChatTexts.answer(part.path("functionResponse").path("response"))));
            }
        }
        String text = ChatTexts.of(said);
        if (!text.isEmpty() && !text.startsWith("<session_context>")) {
            entries.add(new TranscriptEntry.Prompt(at, node.path("id").asString(""), text, true));
        }
        return entries;
    }

    private static List<TranscriptEntry> gemini(JsonNode node, Instant at) {
        List<TranscriptEntry> entries = new ArrayList<>();
        if (node.has("toolCalls")) {
            node.path("toolCalls")
                    .forEach(call -> entries.add(new TranscriptEntry.ToolUsed(
                            at,
                            call.path("name").asString(""),
                            call.path("args").toString())));
        } else if (!node.path("content").asString("").isEmpty()) {
            entries.add(new TranscriptEntry.Said(at, node.path("content").asString(""), false));
        }
        JsonNode tokens = node.path("tokens");
        Tokens used = new Figures(
                        tokens.path("input").asLong(0) + tokens.path("tool").asLong(0),
                        tokens.path("output").asLong(0),
                        tokens.path("cached").asLong(0),
                        0,
                        tokens.path("thoughts").asLong(0),
                        tokens.path("total").asLong(0))
                .tokens();
        if (used.total() > 0) {
            entries.add(new TranscriptEntry.Used(
                    at, node.path("id").asString(""), node.path("model").asString(UsageEntry.UNKNOWN_MODEL), used));
        }
        return entries;
    }

    @Override
    public Optional<String> conversation(String line) {
        return ChatTexts.field(mapper, line, "sessionId");
    }

    @Override
    public Optional<String> place(String line) {
        return Optional.empty();
    }

    @Override
    public String said(String recorded) {
        return recorded;
    }

    @Override
    public String normalise(String text) {
        return ChatTexts.normalise(text);
    }
}
