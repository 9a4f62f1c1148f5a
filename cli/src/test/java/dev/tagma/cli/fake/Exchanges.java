package dev.tagma.cli.fake;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.DeliveryStage;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.message.MessageJson;
import dev.tagma.wire.message.MessageListJson;
import dev.tagma.wire.turn.TurnJson;
import dev.tagma.wire.turn.TurnListJson;
import dev.tagma.wire.turn.TurnState;
import java.util.List;
import java.util.Optional;

/** What was said to the otter and what it said then, as the daemon tells of them. */
public final class Exchanges {

    /** The message. */
    public static final String MESSAGE = "01932d3c-8a00-7000-8000-0000000000aa";

    private Exchanges() {}

    public static MessageJson message(MessageState state, Optional<Integer> turn, String held, String failure) {
        return new MessageJson(
                MessageId.parse(MESSAGE),
                SessionId.parse(Samples.OTTER),
                1,
                Optional.empty(),
                "cli:anna",
                "hello",
                DeliveryMode.QUEUE,
                state,
                Samples.NOW,
                Samples.NOW,
                Optional.ofNullable(held),
                Optional.ofNullable(failure),
                Optional.empty(),
                DeliveryStage.NONE,
                0,
                turn);
    }

    public static String list(MessageJson... messages) {
        return Samples.json(new MessageListJson(List.of(messages), false));
    }

    public static String turn(TurnState state, String said) {
        return Samples.json(new TurnListJson(
                List.of(new TurnJson(
                        1,
                        state,
                        Optional.of(MessageId.parse(MESSAGE)),
                        "hello",
                        Samples.NOW,
                        Optional.of(Samples.NOW),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.ofNullable(said))),
                false));
    }
}
