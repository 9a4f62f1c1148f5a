package dev.tagma.adapters.agent.codex;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How much of what the account may use is used up, for each of the times that it is counted for, such as a week. */
final class Allowance {

    private static final double ALL = 100;

    private final Map<String, Window> windows = new HashMap<>();

    private record Window(double used, Instant resets) {}

    /** Told on the connection and, in another spelling, in the record; what is left out is as it was. */
    void told(JsonNode limits) {
        String of = limits.path("limitId").asString(limits.path("limit_id").asString(""));
        for (String name : List.of("primary", "secondary")) {
            JsonNode window = limits.path(name);
            long resets =
                    window.path("resetsAt").asLong(window.path("resets_at").asLong(0));
            if (resets > 0) {
                double used = window.path("usedPercent")
                        .asDouble(window.path("used_percent").asDouble(0));
                windows.put(of + "/" + name, new Window(used, Instant.ofEpochSecond(resets)));
            }
        }
    }

    /** When all of it may be used again; none where that was not told, or is over. */
    Optional<Instant> usedUpUntil(Instant now) {
        return windows.values().stream()
                .filter(window -> window.used() >= ALL)
                .map(Window::resets)
                .filter(now::isBefore)
                .max(Comparator.naturalOrder());
    }
}
