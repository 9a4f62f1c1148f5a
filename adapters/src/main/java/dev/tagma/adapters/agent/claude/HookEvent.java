package dev.tagma.adapters.agent.claude;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One call of a hook.
 *
 * @param name the name of its file without ending: nanoseconds since the epoch and the pid of the hook's process
 */
record HookEvent(String name, Instant at, JsonNode payload) implements Comparable<HookEvent> {

    String event() {
        return payload.path("hook_event_name").asString("");
    }

    Optional<String> text(String field) {
        return Optional.ofNullable(payload.get(field))
                .filter(JsonNode::isString)
                .map(JsonNode::asString);
    }

    /** The pid of the hook's process, which waits while it asks. */
    long pid() {
        return Long.parseLong(name.substring(name.indexOf('-') + 1));
    }

    static Optional<Instant> time(String name) {
        int dash = name.indexOf('-');
        if (dash < 1 || !name.matches("[0-9]{10,19}-[0-9]{1,10}")) {
            return Optional.empty();
        }
        long nanos = Long.parseLong(name.substring(0, dash));
        return Optional.of(Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L));
    }

    @Override
    public int compareTo(HookEvent other) {
        int byTime = at.compareTo(other.at);
        return byTime != 0 ? byTime : name.compareTo(other.name);
    }
}
