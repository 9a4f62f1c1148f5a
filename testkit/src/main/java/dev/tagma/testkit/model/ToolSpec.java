package dev.tagma.testkit.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A tool that the client offers.
 *
 * @param freeform whether its input is plain text
 * @param builtin the kind of a tool that the protocol itself defines
 * @param namespace the group the client put it in
 */
record ToolSpec(
        String name,
        JsonNode schema,
        boolean freeform,
        @Nullable String builtin,
        @Nullable String namespace) {

    static ToolSpec function(String name, JsonNode schema) {
        return new ToolSpec(name, schema, false, null, null);
    }

    /** A tool that was not offered but may be there all the same. */
    static ToolSpec unlisted(String name) {
        return function(name, MissingNode.getInstance());
    }

    JsonNode property(String property) {
        return schema.path("properties").path(property);
    }

    boolean has(String property) {
        return property(property).isObject();
    }

    /** The first of these names that the tool knows for a thing; the very first if it tells nothing. */
    String nameOf(String... candidates) {
        return Arrays.stream(candidates).filter(this::has).findFirst().orElse(candidates[0]);
    }
}
