package dev.tagma.adapters.agent.acp;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tools an agent uses in a turn. Many agents tell of a use before they know what for, and say that later; it is put on
 * record when that is known, or when it can be told no later. What is on record is not held any longer.
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
        if (known.told()) {
            return Optional.empty();
        }
        JsonNode input = update.path("rawInput");
        boolean more = input.isObject() && !input.isEmpty();
        String title = update.path("title").asString(known.title());
        String what = more ? mapper.writeValueAsString(input) : known.input();
        boolean running = !update.path("status").asString("pending").equals("pending");
        if (!due && !running) {
            uses.put(id, new Use(title, what, false, known.over()));
            return Optional.empty();
        }
        uses.put(id, new Use("", "", true, known.over()));
        if (title.isEmpty() && what.isEmpty()) {
            return Optional.empty();
        }
        String name = title.isEmpty() ? update.path("kind").asString("tool") : title;
        return Optional.of(new Told(name, what.isEmpty() ? name : what));
    }

    /** A use is over; returns whether that is told for the first time. */
    boolean over(JsonNode update) {
        Use known = uses.put(update.path("toolCallId").asString(""), new Use("", "", true, true));
        return known == null || !known.over();
    }

    /** How much is held of uses that are not on record yet, in characters. */
    int held() {
        return uses.values().stream().mapToInt(use -> use.input().length()).sum();
    }

    void forget() {
        uses.clear();
    }
}
