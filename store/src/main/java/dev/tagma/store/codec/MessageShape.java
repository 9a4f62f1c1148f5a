package dev.tagma.store.codec;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.DeliveryStage;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;

/** A message; its text stands beside the document, see {@link MessageFormat}. */
final class MessageShape implements Shape<Message> {

    static final String TEXT = "text";

    @Override
    public void write(Message message, Out out) {
        out.text("tenant", message.tenant().value())
                .text("session", message.session().toString())
                .text("id", message.id().toString())
                .number("sequence", message.sequence())
                .text("key", message.key())
                .text("sender", message.sender())
                .name("mode", message.mode())
                .name("state", message.state())
                .time("acceptedAt", message.acceptedAt())
                .time("stateSince", message.stateSince())
                .text("held", message.held())
                .text("failure", message.failure())
                .time("expires", message.expires())
                .name("stage", message.stage())
                .text("mark", message.mark())
                .number("attempts", message.attempts())
                .number("turn", message.turn());
    }

    @Override
    public Message read(In in) {
        return new Message(
                in.parsed("tenant", TenantId::new),
                in.parsed("session", SessionId::parse),
                in.parsed("id", MessageId::parse),
                in.number("sequence"),
                in.optionalText("key"),
                in.text("sender"),
                in.text(TEXT),
                in.name("mode", DeliveryMode.class),
                in.name("state", MessageState.class),
                in.time("acceptedAt"),
                in.time("stateSince"),
                in.optionalText("held"),
                in.optionalText("failure"),
                in.optionalTime("expires"),
                in.name("stage", DeliveryStage.class),
                in.optionalText("mark"),
                in.count("attempts"),
                in.optionalCount("turn"));
    }
}
