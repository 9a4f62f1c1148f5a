package dev.tagma.core.message;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something said to an agent, in its session's durable inbox.
 *
 * @param sequence order within the session's inbox
 * @param key the caller's idempotency key: the same key is the same message
 * @param sender who said it: a door and a name, such as {@code cli:anna} or {@code session:calm-otter}
 * @param held why it waits, none when nothing holds it back
 * @param failure why it failed
 * @param expires when it is given up if it has not been handed over
 * @param stage where the delivery machine stands
 * @param mark the adapter's opaque mark, stored before placing: only what the agent recorded after it is evidence
 * @param attempts how often the agent took the text in vain: it never showed it
 * @param turn the number of the turn it began or joined
 */
public record Message(
        TenantId tenant,
        SessionId session,
        MessageId id,
        long sequence,
        Optional<String> key,
        String sender,
        String text,
        DeliveryMode mode,
        MessageState state,
        Instant acceptedAt,
        Instant stateSince,
        Optional<String> held,
        Optional<String> failure,
        Optional<Instant> expires,
        DeliveryStage stage,
        Optional<String> mark,
        int attempts,
        Optional<Integer> turn) {

    /** This message without what it says. */
    public MessageHead head() {
        return new MessageHead(id, sequence, mode, state, acceptedAt, held, expires, stage, mark, turn);
    }

    /** This message in its next state; refuses what {@link MessageState#next} does not allow. */
    public Message reached(MessageState next, Instant at) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException("Message " + id + " cannot go from " + state + " to " + next);
        }
        return new Message(
                tenant,
                session,
                id,
                sequence,
                key,
                sender,
                text,
                mode,
                next,
                acceptedAt,
                at,
                Optional.empty(),
                failure,
                expires,
                stage,
                mark,
                attempts,
                turn);
    }

    public Message failed(Instant at, String why) {
        Message next = reached(MessageState.FAILED, at);
        return new Message(
                tenant,
                session,
                id,
                sequence,
                key,
                sender,
                text,
                mode,
                next.state,
                acceptedAt,
                at,
                Optional.empty(),
                Optional.of(why),
                expires,
                stage,
                mark,
                attempts,
                turn);
    }

    public Message heldFor(Optional<String> reason) {
        return new Message(
                tenant,
                session,
                id,
                sequence,
                key,
                sender,
                text,
                mode,
                state,
                acceptedAt,
                stateSince,
                reason,
                failure,
                expires,
                stage,
                mark,
                attempts,
                turn);
    }

    /** Delivery begins (again): the mark is what later evidence is measured from. */
    public Message recorded(String newMark) {
        return new Message(
                tenant,
                session,
                id,
                sequence,
                key,
                sender,
                text,
                mode,
                state,
                acceptedAt,
                stateSince,
                Optional.empty(),
                failure,
                expires,
                DeliveryStage.RECORDED,
                Optional.of(newMark),
                attempts,
                turn);
    }

    /** The agent took the text and never showed it. */
    public Message vanished() {
        return new Message(
                tenant,
                session,
                id,
                sequence,
                key,
                sender,
                text,
                mode,
                state,
                acceptedAt,
                stateSince,
                held,
                failure,
                expires,
                DeliveryStage.NONE,
                mark,
                attempts + 1,
                turn);
    }

    public Message at(DeliveryStage newStage) {
        return new Message(
                tenant,
                session,
                id,
                sequence,
                key,
                sender,
                text,
                mode,
                state,
                acceptedAt,
                stateSince,
                held,
                failure,
                expires,
                newStage,
                mark,
                attempts,
                turn);
    }

    public Message inTurn(int number) {
        return new Message(
                tenant,
                session,
                id,
                sequence,
                key,
                sender,
                text,
                mode,
                state,
                acceptedAt,
                stateSince,
                held,
                failure,
                expires,
                stage,
                mark,
                attempts,
                Optional.of(number));
    }
}
