package dev.tagma.wire.operation;

import dev.tagma.wire.message.MessageJson;
import dev.tagma.wire.message.MessageListJson;
import dev.tagma.wire.message.NewMessageJson;
import dev.tagma.wire.problem.ErrorCode;
import java.util.List;

/** What can be asked about messages. */
public final class MessageOperations {

    public static final Operation SEND = say("sendMessage", "messages");

    /** The same under a name that people guess. */
    public static final Operation SEND_SHORT = say("send", "send");

    public static final Operation LIST = Operation.get("listMessages", "/v1/sessions/{id}/messages")
            .says("List messages", "The messages of a session in the order of its inbox.")
            .with(
                    Common.SESSION,
                    Parameter.whole("after", 0, Long.MAX_VALUE, "Only messages with a higher sequence.")
                            .or("0"),
                    Parameter.whole("limit", 1, 200, "At most so many.").or("100"))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(MessageListJson.class);

    public static final Operation GET = Operation.get("getMessage", "/v1/sessions/{id}/messages/{message}")
            .says("Show a message", "The message, and how far it has come.")
            .with(Common.SESSION, Common.MESSAGE)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(MessageJson.class);

    public static final Operation CANCEL = Operation.delete("cancelMessage", "/v1/sessions/{id}/messages/{message}")
            .says("Cancel a message", "Withdraws a message that has not been handed over.")
            .with(Common.SESSION, Common.MESSAGE)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .gives(MessageJson.class);

    static List<Operation> all() {
        return List.of(SEND, SEND_SHORT, LIST, GET, CANCEL);
    }

    private MessageOperations() {}

    private static Operation say(String id, String last) {
        return Operation.post(id, "/v1/sessions/{id}/" + last)
                .says(
                        "Send a message",
                        "Accepts a message into the session's durable inbox. It is text to the model, never a command to the"
                                + " agent's program. Once this has answered, the message survives any crash and is said once"
                                + " or shown as failed; the same key is the same message.")
                .with(Common.SESSION)
                .takes(NewMessageJson.class)
                .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
                .gives(202, MessageJson.class);
    }
}
