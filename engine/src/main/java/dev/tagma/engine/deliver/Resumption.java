package dev.tagma.engine.deliver;

import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.MessageHead;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Status;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.ids.Ids;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import java.time.Clock;
import java.util.Optional;

/**
 * Lets a turn go on that a usage limit cut off, where the session wants that and the agent said until when the limit holds.
 * It puts one message into the inbox as soon as it knows: there people see it and can withdraw it, it outlives the daemon, and
 * what holds every other message until the limit is over, or because a budget is used up, holds this one too. It goes before
 * all that is queued, which may build on what was not done. The prompt itself is never said again, since much of it may be done.
 */
public final class Resumption {

    /** Who it is from. */
    public static final String SENDER = "tagma";

    /** What is said. */
    public static final String WORDS =
            "The usage limit that cut off your last turn is over. Go on where it stopped; if that"
                    + " work is done already, say so and do nothing.";

    private static final String KEY = "after-limit:";

    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final Inbox inbox;

    /** The turn that was looked at last: a status is told many times. */
    private int seen;

    public Resumption(Store store, Clock clock, Ids ids, Inbox inbox) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.inbox = inbox;
    }

    /** Whether it is such a message. */
    static boolean is(MessageHead message) {
        return message.sender().equals(SENDER)
                && message.key().filter(key -> key.startsWith(KEY)).isPresent();
    }

    /** To be called when the status may have changed; called again for the same limit it does nothing. */
    public void look(Session session, Status status) {
        boolean over = status.until().filter(clock.instant()::isBefore).isEmpty();
        if (session.launch().afterLimit() != AfterLimit.CONTINUE
                || status.activity().filter(Activity.USAGE_LIMITED::equals).isEmpty()
                || over) {
            return;
        }
        Optional<Turn> cut = store.read(reads -> reads.lastTurn(session.tenant(), session.id()))
                .filter(turn -> turn.number() != seen)
                .filter(turn ->
                        turn.outcome().filter(TurnOutcome.LIMITED::equals).isPresent());
        cut.ifPresent(turn -> {
            store.write(writes -> accept(writes, session, turn));
            seen = turn.number();
        });
    }

    /** One that was accepted before stays as it is, also where it was withdrawn. */
    private boolean accept(Writes writes, Session session, Turn turn) {
        String key = KEY + turn.number();
        if (writes.messageByKey(session.tenant(), session.id(), key).isPresent()) {
            return false;
        }
        inbox.accept(
                writes,
                new MessageId(ids.next()),
                SENDER,
                new NewMessage(Optional.of(key), WORDS, DeliveryMode.QUEUE, Optional.empty()),
                InboxLimit.NONE);
        return true;
    }
}
