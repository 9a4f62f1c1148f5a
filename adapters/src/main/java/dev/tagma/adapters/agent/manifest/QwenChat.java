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

/** Qwen Code's chat file: a message a line, what a person said marked as such. */
final class QwenChat implements ChatForm {

    private final JsonMapper mapper;

    QwenChat(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public List<TranscriptEntry> parse(String line) {
        try {
            JsonNode node = mapper.readTree(line);
            Instant at = ChatTexts.time(node.path("timestamp").asString(""));
            JsonNode parts = node.path("message").path("parts");
            return switch (node.path("type").asString("")) {
                case "user" -> user(node, parts, at);
                case "assistant" -> assistant(node, parts, at);
                case "tool_result" -> results(parts, at);
                default -> List.of();
            };
        } catch (JacksonException notJson) {
            return List.of();
        }
    }

    private static List<TranscriptEntry> user(JsonNode node, JsonNode parts, Instant at) {
        String text = ChatTexts.of(parts);
        if (text.isEmpty()) {
            return List.of();
        }
        if (node.path("subtype").asString("").equals("mid_turn_user_message")) {
            return List.of(new TranscriptEntry.SteeredIn(at, text));
        }
        boolean human = node.path("provenance").asString("real_user").equals("real_user");
        return List.of(new TranscriptEntry.Prompt(at, node.path("uuid").asString(""), text, human));
    }

    private static List<TranscriptEntry> assistant(JsonNode node, JsonNode parts, Instant at) {
        List<TranscriptEntry> entries = new ArrayList<>();
        for (JsonNode part : parts) {
            JsonNode call = part.path("functionCall");
            if (!call.isMissingNode()) {
                entries.add(new TranscriptEntry.ToolUsed(
                        at, call.path("name").asString(""), call.path("args").toString()));
            } else if (!part.path("thought").asBoolean(false)
                    && !part.path("text").asString("").isEmpty()) {
                entries.add(new TranscriptEntry.Said(at, part.path("text").asString(""), false));
            }
        }
        JsonNode usage = node.path("usageMetadata");
        Tokens used = new Figures(
                        usage.path("promptTokenCount").asLong(0),
                        usage.path("candidatesTokenCount").asLong(0),
                        usage.path("cachedContentTokenCount").asLong(0),
                        0,
                        usage.path("thoughtsTokenCount").asLong(0),
                        usage.path("totalTokenCount").asLong(0))
                .tokens();
        if (used.total() > 0) {
            entries.add(new TranscriptEntry.Used(
                    at, node.path("uuid").asString(""), node.path("model").asString(UsageEntry.UNKNOWN_MODEL), used));
        }
        return entries;
    }

    private static List<TranscriptEntry> results(JsonNode parts, Instant at) {
        List<TranscriptEntry> entries = new ArrayList<>();
        for (JsonNode part : parts) {
            if (part.has("functionResponse")) {
                entries.add(new TranscriptEntry.ToolAnswered(
                        at, ChatTexts.answer(part.path("functionResponse").path("response"))));
            }
        }
        return entries;
    }

    @Override
    public Optional<String> conversation(String line) {
        return ChatTexts.field(mapper, line, "sessionId");
    }

    @Override
    public Optional<String> place(String line) {
        return ChatTexts.field(mapper, line, "cwd");
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
