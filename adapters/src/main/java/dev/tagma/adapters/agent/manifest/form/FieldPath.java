package dev.tagma.adapters.agent.manifest.form;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Where something stands in a line of JSON: names of fields, the outer one first; {@code *} is every element of a list. */
public record FieldPath(List<String> names) {

    private static final String EVERY = "*";

    public FieldPath {
        names = List.copyOf(names);
    }

    /** As it is written, with dots between the names. */
    public static FieldPath parse(String text) {
        return new FieldPath(List.of(text.split("\\.")));
    }

    private Stream<JsonNode> in(JsonNode line) {
        Stream<JsonNode> found = Stream.of(line);
        for (String name : names) {
            found = name.equals(EVERY)
                    ? found.flatMap(one -> StreamSupport.stream(one.spliterator(), false))
                    : found.map(one -> one.path(name));
        }
        return found.filter(one -> !one.isMissingNode() && !one.isNull());
    }

    /** All texts that stand there, a line each; what is no text stands as it was written. */
    public String text(JsonNode line) {
        return in(line).map(one -> one.isString() ? one.asString() : one.toString())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** The number that stands there, 0 where none does. */
    public long number(JsonNode line) {
        return in(line).mapToLong(one -> Math.max(0, one.asLong(0))).findFirst().orElse(0);
    }
}
