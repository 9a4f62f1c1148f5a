package dev.tagma.server.route;

import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Fleet;
import dev.tagma.server.http.Refusal;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.server.stream.EventStreams;
import dev.tagma.wire.event.EventType;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.operation.EventOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.problem.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Streams of events. */
final class EventRoutes {

    private final Fleet fleet;
    private final EventStreams streams;

    EventRoutes(Fleet fleet, EventStreams streams) {
        this.fleet = fleet;
        this.streams = streams;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(
                EventOperations.STREAM, call -> stream(call, Optional.empty()),
                EventOperations.STREAM_OF_SESSION,
                        call -> stream(call, Optional.of(fleet.resolve(call.tenant(), call.text("id")))));
    }

    private Outcome stream(Call call, Optional<SessionId> session) {
        String since = call.header("Last-Event-ID").filter(id -> !id.isEmpty()).orElseGet(() -> call.text("since"));
        for (String type : call.all("type")) {
            if (EventType.named(type).isEmpty()) {
                throw new Refusal(
                        ErrorCode.INVALID,
                        "Parameter 'type' is " + Quoted.of(type) + ", which is no type of event; they are "
                                + String.join(", ", EventType.names()));
            }
        }
        EventStreams.Wish wish = new EventStreams.Wish(
                call.tenant(),
                session,
                streams.position(call.tenant(), since),
                Set.copyOf(call.all("type")),
                call.flag("follow"));
        return new Outcome.Stream(out -> streams.write(wish, out));
    }
}
