package dev.tagma.server.mapping;

import dev.tagma.core.message.Message;
import dev.tagma.wire.message.MessageJson;

/** Messages. */
public final class MessageMapping {

    private MessageMapping() {}

    public static MessageJson message(Message message) {
        return new MessageJson(
                message.id(),
                message.session(),
                message.sequence(),
                message.key(),
                message.sender(),
                message.text(),
                message.mode(),
                message.state(),
                message.acceptedAt(),
                message.stateSince(),
                message.held(),
                message.failure(),
                message.expires(),
                message.stage(),
                message.attempts(),
                message.turn());
    }
}
