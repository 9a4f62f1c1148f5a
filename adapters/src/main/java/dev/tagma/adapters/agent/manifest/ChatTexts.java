package dev.tagma.adapters.agent.manifest;

import java.text.Normalizer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the chat files of this family of programs have in common. */
final class ChatTexts {

    private ChatTexts() {}

    static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException absent) {
            return Instant.EPOCH;
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
