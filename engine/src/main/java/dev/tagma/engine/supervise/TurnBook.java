package dev.tagma.engine.supervise;

import dev.tagma.core.event.EventData;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.Session;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.engine.deliver.Inbox;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Records the turns of a session and ties messages to them. */
final class TurnBook {

    private static final int PROMPT_KEPT = 500;

    private final Store store;
    private final Clock clock;
    private volatile Optional<Turn> open;

    TurnBook(Store store, Clock clock, Session session) {
        this.store = store;
        this.clock = clock;
        this.open = store.read(reads -> reads.lastTurn(session.tenant(), session.id()))
                .filter(Turn::open);
    }

    Optional<Turn> open() {
        return open;
    }

    /** Whether this turn is on record. */
    boolean knows(Session session, String key) {
        return store.read(reads -> reads.turnByKey(session.tenant(), session.id(), key))
                .isPresent();
    }

    /** Records that a turn began; one that is still open without an end is closed as unknown. */
    void started(Session session, Observation.TurnStarted began, Optional<Message> by, Optional<TreeId> tree) {
        open = store.write(writes -> {
            Optional<Turn> known = writes.turnByKey(session.tenant(), session.id(), began.key());
            if (known.isPresent()) {
                return open;
            }
            open.ifPresent(stale -> end(writes, stale, TurnOutcome.UNKNOWN, Optional.empty(), tree, clock.instant()));
            Turn turn = new Turn(
                    session.tenant(),
                    session.id(),
                    writes.lastTurn(session.tenant(), session.id())
                                    .map(Turn::number)
                                    .orElse(0)
                            + 1,
                    began.key(),
                    by.map(Message::id),
                    shortened(began.text()),
                    began.at(),
                    tree,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            writes.put(turn);
            writes.append(
                    session.tenant(),
                    Optional.of(session.id()),
                    began.at(),
                    new EventData.TurnStarted(turn.number(), turn.message(), turn.prompt(), tree));
            by.flatMap(message -> writes.message(message.tenant(), message.id()))
                    .ifPresent(stored -> Inbox.entered(writes, stored, turn.number(), clock.instant()));
            return Optional.of(turn);
        });
    }

    /** Ties a message to the turn it began or joined; the turn is on record. */
    void entered(Session session, Message message, String key, boolean joined) {
        store.write(writes -> {
            Optional<Turn> turn = writes.turnByKey(session.tenant(), session.id(), key)
                    .or(() -> writes.lastTurn(session.tenant(), session.id()));
            Message stored = writes.message(message.tenant(), message.id()).orElseThrow();
            int number = turn.map(Turn::number).orElse(0);
            Message now = Inbox.entered(writes, stored, number, clock.instant());
            turn.filter(found -> !joined && found.message().isEmpty())
                    .ifPresent(found -> writes.put(found.begunBy(message.id())));
            if (turn.map(found -> !found.open()).orElse(true)) {
                Inbox.done(writes, now, clock.instant());
            }
            return true;
        });
        open = open.flatMap(turn -> store.read(reads -> reads.turn(turn.tenant(), turn.session(), turn.number())));
    }

    /** Records that the open turn is over. */
    void ended(TurnOutcome outcome, Optional<String> lastMessage, Optional<TreeId> tree, Instant at) {
        open.ifPresent(turn -> store.write(writes -> {
            writes.turn(turn.tenant(), turn.session(), turn.number())
                    .filter(Turn::open)
                    .ifPresent(stored -> end(writes, stored, outcome, lastMessage, tree, at));
            return true;
        }));
        open = Optional.empty();
    }

    private void end(
            Writes writes,
            Turn turn,
            TurnOutcome outcome,
            Optional<String> lastMessage,
            Optional<TreeId> tree,
            Instant at) {
        Instant end = at.isBefore(turn.startedAt()) ? turn.startedAt() : at;
        writes.put(turn.ended(end, outcome, tree, lastMessage));
        writes.append(
                turn.tenant(),
                Optional.of(turn.session()),
                end,
                new EventData.TurnEnded(turn.number(), outcome, tree, lastMessage.map(TurnBook::shortened)));
        writes.inbox(turn.tenant(), turn.session()).stream()
                .filter(message -> message.state() == MessageState.STARTED
                        && message.turn()
                                .filter(number -> number <= turn.number())
                                .isPresent())
                .flatMap(message -> writes.message(turn.tenant(), message.id()).stream())
                .forEach(message -> Inbox.done(writes, message, clock.instant()));
    }

    private static String shortened(String text) {
        return text.length() <= PROMPT_KEPT ? text : text.substring(0, PROMPT_KEPT);
    }
}
