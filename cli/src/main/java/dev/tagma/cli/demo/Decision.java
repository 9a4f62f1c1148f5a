package dev.tagma.cli.demo;

import dev.tagma.cli.api.Fields;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonArray;
import dev.tagma.wire.json.Json.JsonString;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a request.
 *
 * @param chosen what was answered, where it was a question
 */
record Decision(Permission permission, List<String> chosen) {

    enum Permission {
        ALLOWED,
        REFUSED,
        /** Somebody answered at the agent's own terminal. */
        UNSEEN
    }

    Decision {
        chosen = List.copyOf(chosen);
    }

    /** Of the event that closed the request. */
    static Decision of(Fields closed) {
        Optional<Fields> answer = closed.optionalObject("answer");
        return new Decision(
                answer.map(given -> given.text("decision").equals("deny") ? Permission.REFUSED : Permission.ALLOWED)
                        .orElse(Permission.UNSEEN),
                answer.flatMap(given -> given.present("choices")).stream()
                        .flatMap(Decision::texts)
                        .toList());
    }

    private static Stream<String> texts(Json choices) {
        if (choices instanceof JsonArray(List<Json> items)) {
            return items.stream().flatMap(Decision::texts);
        }
        return choices instanceof JsonString(String text) ? Stream.of(text) : Stream.empty();
    }
}
