package dev.tagma.store.codec;

import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.workspace.TreeId;

/** A turn. */
final class TurnShape implements Shape<Turn> {

    @Override
    public void write(Turn turn, Out out) {
        out.text("tenant", turn.tenant().value())
                .text("session", turn.session().toString())
                .number("number", turn.number())
                .text("key", turn.key())
                .text("message", turn.message())
                .text("prompt", turn.prompt())
                .time("startedAt", turn.startedAt())
                .text("treeBefore", turn.treeBefore())
                .time("endedAt", turn.endedAt())
                .name("outcome", turn.outcome())
                .text("treeAfter", turn.treeAfter())
                .text("lastMessage", turn.lastMessage());
    }

    @Override
    public Turn read(In in) {
        return new Turn(
                in.parsed("tenant", TenantId::new),
                in.parsed("session", SessionId::parse),
                in.count("number"),
                in.text("key"),
                in.optionalParsed("message", MessageId::parse),
                in.text("prompt"),
                in.time("startedAt"),
                in.optionalParsed("treeBefore", TreeId::new),
                in.optionalTime("endedAt"),
                in.optionalName("outcome", TurnOutcome.class),
                in.optionalParsed("treeAfter", TreeId::new),
                in.optionalText("lastMessage"));
    }
}
