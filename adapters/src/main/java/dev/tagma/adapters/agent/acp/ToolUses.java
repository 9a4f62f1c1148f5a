package dev.tagma.adapters.agent.acp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tools an agent uses. Many agents tell of a use before they know what for, and say that later; it is put on record
 * when that is known, or when it can be told no later.
 */
final class ToolUses {

    private static final Use NEW = new Use("", "", false, false);

    private final JsonMapper mapper;
    private final Map<String, Use> uses = new HashMap<>();

    private record Use(String title, String input, boolean told, boolean over) {}

    ToolUses(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** What is put on record of a use. */
    record Told(String tool, String text) {}

    /**
     * The agent told of a use.
     *
     * @param due whether there is no waiting for more
     * @return what to put on record now, if there is anything
     */
    Optional<Told> told(JsonNode update, boolean due) {
        String id = update.path("toolCallId").asString("");
        Use known = uses.getOrDefault(id, NEW);
        JsonNode input = update.path("rawInput");
        boolean more = input.isObject() && !input.isEmpty();
        String title = update.path("title").asString("");
        String kind = update.path("kind").asString("tool");
        boolean running = !update.path("status").asString("pending").equals("pending");
        Use use = new Use(
                title.isEmpty() ? known.title() : title,
                more ? mapper.writeValueAsString(input) : known.input(),
                known.told() || due || running,
                known.over());
        uses.put(id, use);
        boolean nothing = use.title().isEmpty() && use.input().isEmpty();
        if (known.told() || !use.told() || nothing) {
            return Optional.empty();
        }
        String name = use.title().isEmpty() ? kind : use.title();
        return Optional.of(new Told(name, use.input().isEmpty() ? name : use.input()));
    }

    /** A use is over; returns whether that is told for the first time. */
    boolean over(JsonNode update) {
        String id = update.path("toolCallId").asString("");
        Use known = uses.getOrDefault(id, NEW);
        uses.put(id, new Use(known.title(), known.input(), known.told(), true));
        return !known.over();
    }

    void forget() {
        uses.clear();
    }
}
