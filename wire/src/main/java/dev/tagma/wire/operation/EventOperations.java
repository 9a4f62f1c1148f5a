package dev.tagma.wire.operation;

import dev.tagma.wire.event.EventJson;
import dev.tagma.wire.problem.ErrorCode;
import java.util.List;

/** The streams of events. */
public final class EventOperations {

    private static final String HOW = " The stream is server-sent events: id is an opaque cursor, event the type, data"
            + " one event as JSON. A line with an id alone tells how far you have come. The header Last-Event-ID, or since,"
            + " resumes behind that event without gap or repeat; where events are no longer kept, an event of the type gap"
            + " stands in their place. A reader that does not keep up is cut off and can resume.";

    public static final Operation STREAM = Operation.get("streamEvents", "/v1/events")
            .says("Follow all events", "Every change of state of the tenant, as it happens." + HOW)
            .with(since(), types(), follow())
            .replies(new Reply.Events(200, EventJson.class));

    public static final Operation STREAM_OF_SESSION = Operation.get("streamSessionEvents", "/v1/sessions/{id}/events")
            .says("Follow a session's events", "Every change of state of one session, as it happens." + HOW)
            .with(Common.SESSION, since(), types(), follow())
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .replies(new Reply.Events(200, EventJson.class));

    static List<Operation> all() {
        return List.of(STREAM, STREAM_OF_SESSION);
    }

    private EventOperations() {}

    private static Parameter since() {
        return Parameter.text(
                        "since", "start", "Begin behind this event; start means all that is kept, now only what comes.")
                .or("now");
    }

    private static Parameter types() {
        return Parameter.text("type", "session.activity", "Only events of this type.")
                .repeated();
    }

    private static Parameter follow() {
        return Parameter.flag("follow", "Wait for what comes; false ends the stream after what is there.")
                .or("true");
    }
}
