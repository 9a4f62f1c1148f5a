package dev.tagma.server.route;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Fleet;
import dev.tagma.server.http.Refusal;
import dev.tagma.server.mapping.MessageMapping;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.message.MessageListJson;
import dev.tagma.wire.message.NewMessageJson;
import dev.tagma.wire.operation.MessageOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.problem.ErrorCode;
import java.util.List;
import java.util.Map;

/** Messages. */
final class MessageRoutes {

    private final Fleet fleet;

    MessageRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(
                MessageOperations.SEND, this::send,
                MessageOperations.SEND_SHORT, this::send,
                MessageOperations.LIST, this::list,
                MessageOperations.GET, call -> shown(message(call)),
                MessageOperations.CANCEL,
                        call -> shown(fleet.cancel(call.caller(), message(call).id())));
    }

    private Outcome send(Call call) {
        NewMessageJson wanted = call.body(NewMessageJson.class);
        return shown(fleet.send(
                call.caller(),
                session(call),
                new Fleet.NewMessage(
                        wanted.key(), wanted.text(), wanted.mode().orElse(DeliveryMode.QUEUE), wanted.expires())));
    }

    private Outcome list(Call call) {
        int limit = Math.toIntExact(call.whole("limit"));
        // One more than is wanted tells whether there are more.
        List<Message> found = fleet.messages(call.tenant(), session(call), call.whole("after"), limit + 1);
        return new Outcome.Value(new MessageListJson(
                found.stream().limit(limit).map(MessageMapping::message).toList(), found.size() > limit));
    }

    private SessionId session(Call call) {
        return fleet.resolve(call.tenant(), call.text("id"));
    }

    private Message message(Call call) {
        return message(fleet, call, session(call));
    }

    /** The message that the parameter names, which must be in this session's inbox. */
    static Message message(Fleet fleet, Call call, SessionId session) {
        String name = call.text("message");
        MessageId id = call.parsed("message", name, MessageId::parse);
        Message message = fleet.message(call.tenant(), id);
        if (!message.session().equals(session)) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND,
                    "Session " + Quoted.of(call.text("id")) + " has no message " + Quoted.of(name));
        }
        return message;
    }

    private static Outcome shown(Message message) {
        return new Outcome.Value(MessageMapping.message(message));
    }
}
