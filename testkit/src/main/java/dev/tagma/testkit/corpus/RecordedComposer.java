package dev.tagma.testkit.corpus;

import tools.jackson.databind.JsonNode;

/**
 * What stood in the composer when the screen was recorded.
 *
 * @param kind none, empty, placeholder, draft, draft-partial, pasted, or any where it does not matter
 * @param number of the placeholder of a paste
 * @param lines how many line feeds that placeholder tells of
 */
public record RecordedComposer(String kind, String text, int number, int lines) {

    static RecordedComposer of(JsonNode json) {
        return new RecordedComposer(
                json.path("kind").asString(),
                json.path("text").asString(""),
                json.path("count").asInt(0),
                json.path("lines").asInt(0));
    }
}
