package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.FieldPath;
import dev.tagma.adapters.agent.manifest.form.LineForm;
import dev.tagma.adapters.agent.manifest.form.LineForm.LineRule;
import dev.tagma.adapters.agent.manifest.form.LineForm.Part;
import dev.tagma.adapters.conversation.Figures;
import dev.tagma.adapters.conversation.TranscriptEntry;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record that a manifest describes: a JSON document on each line. A line that no rule knows tells nothing. */
final class LinesChat implements ChatForm {

    private final LineForm form;
    private final JsonMapper mapper;

    LinesChat(LineForm form, JsonMapper mapper) {
        this.form = form;
        this.mapper = mapper;
    }

    @Override
    public List<TranscriptEntry> parse(String line) {
        return document(line).stream()
                .flatMap(document -> form.rules().stream()
                        .filter(rule -> fits(rule, document))
                        .flatMap(rule -> entry(rule, document).stream()))
                .toList();
    }

    private Optional<JsonNode> document(String line) {
        try {
            return Optional.of(mapper.readTree(line));
        } catch (JacksonException half) {
            return Optional.empty();
        }
    }

    private static boolean fits(LineRule rule, JsonNode line) {
        return rule.when().entrySet().stream()
                .allMatch(one -> one.getKey().text(line).equals(one.getValue()));
    }

    private Optional<TranscriptEntry> entry(LineRule rule, JsonNode line) {
        Instant at = form.time().map(path -> ChatTexts.moment(path.text(line))).orElse(Instant.EPOCH);
        String id = form.id().map(path -> path.text(line)).orElse("");
        String text = part(rule, Part.TEXT, line);
        return switch (rule.means()) {
            case PROMPT ->
                text.isEmpty() || id.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new TranscriptEntry.Prompt(at, id, text, true));
            case SAID -> text.isEmpty() ? Optional.empty() : Optional.of(new TranscriptEntry.Said(at, text, false));
            case TOOL -> Optional.of(new TranscriptEntry.ToolUsed(at, part(rule, Part.TOOL, line), text));
            case ANSWER -> Optional.of(new TranscriptEntry.ToolAnswered(at, text));
            case ERROR -> Optional.of(new TranscriptEntry.ApiError(at, text));
            case INTERRUPTED -> Optional.of(new TranscriptEntry.Interrupted(at));
            case COMPACTED -> Optional.of(new TranscriptEntry.Compacted(at));
            case USED -> used(rule, line, at, id);
        };
    }

    private static Optional<TranscriptEntry> used(LineRule rule, JsonNode line, Instant at, String id) {
        Tokens tokens = new Figures(
                        number(rule, Part.INPUT, line),
                        number(rule, Part.OUTPUT, line),
                        number(rule, Part.CACHE_READ, line),
                        number(rule, Part.CACHE_WRITE, line),
                        number(rule, Part.REASONING, line),
                        number(rule, Part.TOTAL, line))
                .tokens();
        String told = part(rule, Part.KEY, line);
        String key = told.isEmpty() ? id : told;
        String model = part(rule, Part.MODEL, line);
        return tokens.total() == 0 || key.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TranscriptEntry.Used(at, key, model.isEmpty() ? UsageEntry.UNKNOWN_MODEL : model, tokens));
    }

    private static String part(LineRule rule, Part part, JsonNode line) {
        FieldPath path = rule.fields().get(part);
        return path == null ? "" : path.text(line);
    }

    private static long number(LineRule rule, Part part, JsonNode line) {
        FieldPath path = rule.fields().get(part);
        return path == null ? 0 : path.number(line);
    }

    @Override
    public Optional<String> conversation(String line) {
        return head(form.conversation(), line);
    }

    @Override
    public Optional<String> place(String line) {
        return head(form.place(), line);
    }

    private Optional<String> head(Optional<FieldPath> path, String line) {
        return path.flatMap(one -> document(line).map(one::text)).filter(text -> !text.isEmpty());
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
