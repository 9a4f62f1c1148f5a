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
        return new MessageHead(id, sequence, key, sender, mode, state, acceptedAt, held, expires, stage, mark, turn);
    }

    /** This message in its next state; refuses what {@link MessageState#next} does not allow. */
    public Message reached(MessageState next, Instant at) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException("Message " + id + " cannot go from " + state + " to " + next);
        }
        return with(next, at, Optional.empty(), failure, stage, mark, attempts, turn);
    }

    public Message failed(Instant at, String why) {
        return reached(MessageState.FAILED, at).failedFor(why);
    }

    private Message failedFor(String why) {
        return with(state, stateSince, held, Optional.of(why), stage, mark, attempts, turn);
    }

    public Message heldFor(Optional<String> reason) {
        return with(state, stateSince, reason, failure, stage, mark, attempts, turn);
    }

    /** Delivery begins (again): the mark is what later evidence is measured from. */
    public Message recorded(String newMark) {
        return with(
                state,
                stateSince,
                Optional.empty(),
                failure,
                DeliveryStage.RECORDED,
                Optional.of(newMark),
                attempts,
                turn);
    }

    /** The agent took the text and never showed it. */
    public Message vanished() {
        return with(state, stateSince, held, failure, DeliveryStage.NONE, mark, attempts + 1, turn);
    }

    public Message at(DeliveryStage newStage) {
        return with(state, stateSince, held, failure, newStage, mark, attempts, turn);
    }

    public Message inTurn(int number) {
        return with(state, stateSince, held, failure, stage, mark, attempts, Optional.of(number));
    }

    /** This message with all that can change of it; what was accepted stays. */
    private Message with(
            MessageState newState,
            Instant newStateSince,
            Optional<String> newHeld,
            Optional<String> newFailure,
            DeliveryStage newStage,
            Optional<String> newMark,
            int newAttempts,
            Optional<Integer> newTurn) {
        return new Message(
                tenant,
                session,
                id,
                sequence,
                key,
                sender,
                text,
                mode,
                newState,
                acceptedAt,
                newStateSince,
                newHeld,
                newFailure,
                expires,
                newStage,
                newMark,
                newAttempts,
                newTurn);
    }
}
