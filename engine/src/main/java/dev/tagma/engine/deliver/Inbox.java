package dev.tagma.engine.deliver;

import dev.tagma.core.event.EventData;
import dev.tagma.core.message.DeliveryStage;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageHead;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.Successor;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The durable inbox of one session. Each method is one transaction that looks at the message as it is stored, so that
 * two callers can never move it twice.
 */
public final class Inbox {

    private final Store store;
    private final Clock clock;
    private final TenantId tenant;
    private final SessionId session;

    public Inbox(Store store, Clock clock, TenantId tenant, SessionId session) {
        this.store = store;
        this.clock = clock;
        this.tenant = tenant;
        this.session = session;
    }

    /** Accepts a message, or returns the one that was accepted under the same key. */
    public Message accept(MessageId id, String sender, NewMessage wanted, InboxLimit limit) {
        return store.write(writes -> accept(writes, id, sender, wanted, limit));
    }

    /** Accepts a message within a transaction of the caller's. */
    public Message accept(Writes writes, MessageId id, String sender, NewMessage wanted, InboxLimit limit) {
        Optional<Message> known = wanted.key().flatMap(key -> writes.messageByKey(tenant, session, key));
        if (known.isPresent()) {
            return same(known.get(), wanted);
        }
        writes.session(tenant, session).ifPresent(stored -> refuseClosed(writes, stored));
        limit.check(
                session.toString(),
                writes.inboxSize(tenant, session),
                wanted.text().getBytes(StandardCharsets.UTF_8).length);
        Instant now = clock.instant();
        Message message = new Message(
                tenant,
                session,
                id,
                writes.nextMessageSequence(tenant, session),
                wanted.key(),
                sender,
                wanted.text(),
                wanted.mode(),
                MessageState.ACCEPTED,
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                wanted.expires(),
                DeliveryStage.NONE,
                Optional.empty(),
                0,
                Optional.empty());
        return put(writes, message);
    }

    /** Whoever asked before may have been overtaken; from here on nobody would look after the message. */
    private static void refuseClosed(Writes writes, Session stored) {
        if (stored.removed().isPresent()) {
            throw new Problem(ProblemCode.NOT_FOUND, "Session " + stored.handle() + " has been removed");
        }
        Successor.refuseAny(writes, stored);
    }

    private static Message same(Message known, NewMessage wanted) {
        if (!known.text().equals(wanted.text())) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Key '" + known.key().orElse("") + "' was used for another text (message " + known.id()
                            + "); use a new key for a new message");
        }
        return known;
    }

    /** The messages that have not come to an end, in order. */
    public List<MessageHead> waiting() {
        return store.read(reads -> reads.inbox(tenant, session));
    }

    /** The whole of a message. */
    public Optional<Message> find(MessageId id) {
        return store.read(reads -> reads.message(tenant, id));
    }

    /** Withdraws a message that has not been handed over. */
    public Message cancel(MessageId id) {
        return store.write(writes -> {
            Message message = find(writes, id);
            if (message.state() != MessageState.ACCEPTED || message.stage() != DeliveryStage.NONE) {
                throw new Problem(
                        ProblemCode.CONFLICT,
                        "Message " + id + " cannot be withdrawn: it is " + words(message) + " already");
            }
            return put(writes, message.reached(MessageState.CANCELLED, clock.instant()));
        });
    }

    /** Nothing waits any longer: what was never begun is withdrawn, of the rest nobody can tell what became of it. */
    public void close(String reason) {
        store.write(writes -> {
            writes.inbox(tenant, session).forEach(head -> put(writes, ended(find(writes, head.id()), reason)));
            return true;
        });
    }

    /**
     * What was never begun goes over to another inbox, in its order, within a transaction of the caller's; of the rest nobody
     * can tell what became of it.
     */
    public void handOver(Writes writes, Inbox heir, Supplier<MessageId> ids, String reason) {
        for (MessageHead head : writes.inbox(tenant, session)) {
            Message message = find(writes, head.id());
            if (goesOver(message)) {
                heir.accept(
                        writes,
                        ids.get(),
                        message.sender(),
                        new NewMessage(message.key(), message.text(), message.mode(), message.expires()),
                        InboxLimit.NONE);
                put(writes, message.reached(MessageState.SUPERSEDED, clock.instant()));
            } else {
                put(writes, ended(message, reason));
            }
        }
    }

    /** How many messages {@link #handOver} would take over. */
    public int unbegun(Reads reads) {
        return (int) reads.inbox(tenant, session).stream()
                .flatMap(head -> reads.message(tenant, head.id()).stream())
                .filter(Inbox::goesOver)
                .count();
    }

    /** The heir is told otherwise how the work stands, and has limits of its own. */
    private static boolean goesOver(Message message) {
        return message.state() == MessageState.ACCEPTED
                && message.stage() == DeliveryStage.NONE
                && !Resumption.is(message.head());
    }

    private Message ended(Message message, String reason) {
        Instant now = clock.instant();
        if (message.state() == MessageState.STARTED) {
            return message.reached(MessageState.DONE, now);
        }
        return message.state() == MessageState.ACCEPTED && message.stage() == DeliveryStage.NONE
                ? message.reached(MessageState.CANCELLED, now)
                : message.failed(now, reason);
    }

    /** Shows why a message does not go on; tells whether that is news, which the same reason twice is not. */
    boolean hold(MessageHead message, String reason) {
        Optional<String> why = Optional.of(reason);
        if (message.held().equals(why)) {
            return false;
        }
        return store.write(writes -> {
            Message stored = find(writes, message.id());
            boolean onItsWay = stored.state() == MessageState.ACCEPTED || stored.state() == MessageState.SUBMITTED;
            boolean news = onItsWay && !stored.held().equals(why);
            if (news) {
                put(writes, stored.heldFor(why));
            }
            return news;
        });
    }

    /** The message that the agent may have is awaited as it should be. */
    void released(MessageHead message) {
        if (message.state() == MessageState.SUBMITTED && message.held().isPresent()) {
            change(message.id(), MessageState.SUBMITTED, stored -> stored.heldFor(Optional.empty()));
        }
    }

    void expire(MessageHead message) {
        change(message.id(), MessageState.ACCEPTED, stored -> stored.reached(MessageState.EXPIRED, clock.instant()));
    }

    void fail(Message message, String reason) {
        change(message.id(), message.state(), stored -> stored.failed(clock.instant(), reason));
    }

    /** Delivery begins: nothing before the mark counts as evidence. */
    Message recorded(Message message, String mark) {
        return step(message, stored -> stored.recorded(mark));
    }

    Message placed(Message message) {
        return step(message, stored -> stored.at(DeliveryStage.PLACED));
    }

    /** It is certain that the text stands nowhere: delivery may begin anew. */
    Message unplaced(Message message) {
        return step(message, stored -> stored.at(DeliveryStage.NONE));
    }

    /** Nothing was placed after all: it waits as it did, for what held it before. */
    Message withdrawn(Message message, Optional<String> held) {
        return step(message, stored -> stored.at(DeliveryStage.NONE).heldFor(held));
    }

    /** The agent took the text and never showed it: it stands nowhere, and delivery may begin anew. */
    Message vanished(Message message) {
        return step(message, Message::vanished);
    }

    /** The submit key is about to be pressed. */
    Message submitted(Message message) {
        return change(
                message.id(),
                MessageState.ACCEPTED,
                stored -> stored.at(DeliveryStage.SUBMITTED)
                        .heldFor(Optional.empty())
                        .reached(MessageState.SUBMITTED, clock.instant()));
    }

    /** The submit key was not pressed after all: the last look showed something in its way. */
    Message withheld(Message message) {
        return change(
                message.id(),
                MessageState.SUBMITTED,
                stored -> stored.at(DeliveryStage.PLACED).reached(MessageState.ACCEPTED, clock.instant()));
    }

    /** It is proven that the submitted message never entered the conversation and never will. */
    Message returned(Message message) {
        return change(
                message.id(),
                MessageState.SUBMITTED,
                stored -> stored.at(DeliveryStage.NONE).reached(MessageState.ACCEPTED, clock.instant()));
    }

    /** It has entered the conversation, in that turn; a message that was never submitted by Tagma has been by somebody. */
    public static Message entered(Writes writes, Message stored, int turn, Instant now) {
        Message message = stored;
        if (message.state() == MessageState.ACCEPTED) {
            message = put(writes, message.reached(MessageState.SUBMITTED, now), now);
        }
        if (message.state() == MessageState.SUBMITTED) {
            message = message.at(DeliveryStage.SEEN).inTurn(turn).reached(MessageState.STARTED, now);
            return put(writes, message, now);
        }
        return message;
    }

    /** The turn it began or joined is over. */
    public static void done(Writes writes, Message stored, Instant now) {
        if (stored.state() == MessageState.STARTED) {
            put(writes, stored.reached(MessageState.DONE, now), now);
        }
    }

    /** A step of delivery that subscribers do not see. */
    private Message step(Message message, UnaryOperator<Message> change) {
        return store.write(writes -> {
            Message stored = find(writes, message.id());
            if (stored.state() != message.state()) {
                return stored;
            }
            Message next = change.apply(stored);
            writes.put(next);
            return next;
        });
    }

    private Message change(MessageId id, MessageState expected, UnaryOperator<Message> change) {
        return store.write(writes -> {
            Message stored = find(writes, id);
            return stored.state() == expected ? put(writes, change.apply(stored)) : stored;
        });
    }

    private Message find(Writes writes, MessageId id) {
        return writes.message(tenant, id)
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no message " + id));
    }

    private Message put(Writes writes, Message message) {
        return put(writes, message, clock.instant());
    }

    private static Message put(Writes writes, Message message, Instant now) {
        writes.put(message);
        writes.append(
                message.tenant(),
                Optional.of(message.session()),
                now,
                new EventData.MessageChanged(
                        message.id(), message.state(), message.held(), message.failure(), message.turn()));
        return message;
    }

    private static String words(Message message) {
        return message.state() == MessageState.ACCEPTED
                ? "being delivered"
                : message.state().name().toLowerCase(java.util.Locale.ROOT);
    }
}
