package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Shape;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Between JSON and what goes with messages. */
final class Codec {

    private static final int SHOWN = 300;

    private final JsonMapper mapper = Shape.mapper();

    JsonMapper mapper() {
        return mapper;
    }

    JsonNode write(Object value) {
        return mapper.valueToTree(value);
    }

    /** @throws Breach when it is not of this shape */
    <T> T read(JsonNode value, Class<T> type) throws Breach {
        try {
            T read = mapper.treeToValue(value.isObject() ? value : mapper.createObjectNode(), type);
            if (read == null) {
                throw new Breach("it is empty");
            }
            return read;
        } catch (JacksonException wrong) {
            throw new Breach(shortened(wrong.getOriginalMessage()));
        }
    }

    /** In one line, so that an adapter cannot fill the log with what it says. */
    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
