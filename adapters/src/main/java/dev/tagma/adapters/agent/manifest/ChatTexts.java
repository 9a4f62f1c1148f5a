package dev.tagma.adapters.agent.manifest;

import java.text.Normalizer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the chat files of this family of programs have in common. */
final class ChatTexts {

    /** No moment of a conversation has so many seconds. */
    private static final long MILLIS_FROM = 100_000_000_000L;

    private ChatTexts() {}

    static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException absent) {
            return Instant.EPOCH;
        }
    }

    /** A moment as text, or as a number of seconds or milliseconds since 1970. */
    static Instant moment(String text) {
        try {
            long number = Long.parseLong(text);
            return number < MILLIS_FROM ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        } catch (NumberFormatException noNumber) {
            return time(text);
        }
    }

    /** The text of a field among the first lines of a record. */
    static Optional<String> field(JsonMapper mapper, String line, String name) {
        try {
            return mapper.readTree(line).path(name).stringValueOpt().filter(text -> !text.isEmpty());
        } catch (JacksonException half) {
            return Optional.empty();
        }
    }

    /** The text of all parts. */
    static String of(JsonNode parts) {
        if (parts.isString()) {
            return parts.asString();
        }
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> {
            String text = part.path("text").asString("");
            if (!text.isEmpty()) {
                texts.add(text);
            }
        });
        return String.join("\n", texts);
    }

    /** What a tool answered. */
    static String answer(JsonNode response) {
        JsonNode output = response.path("output");
        return output.isString() ? output.asString() : response.toString();
    }

    /** Where white space stands is not always kept. */
    static String normalise(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("\\s+", " ")
                .strip();
    }
}
