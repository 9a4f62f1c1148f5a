package dev.tagma.bench.stage;

import dev.tagma.wire.event.EventJson;
import dev.tagma.wire.json.Json;
import java.time.Instant;

/**
 * An event as a subscriber received it.
 *
 * @param nanos {@link System#nanoTime} when it was there
 * @param at the same on the clock of the machine
 */
public record Seen(long nanos, Instant at, EventJson event) {

    /** Whether it is of this type and about this session. */
    public boolean is(String type, String session) {
        return event.type().equals(type)
                && event.session().map(Object::toString).filter(session::equals).isPresent();
    }

    /** Whether a member of its data has this text. */
    public boolean says(String member, String text) {
        return event.data() instanceof Json.JsonObject data
                && data.member(member).orElse(Json.NULL) instanceof Json.JsonString(String value)
                && value.equals(text);
    }
}
