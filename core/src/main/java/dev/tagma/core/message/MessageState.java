package dev.tagma.core.message;

import java.util.Set;

/** How far a message has come. Every change is an event. */
public enum MessageState {
    /** It is in the inbox, durably; it may be held for a reason that is shown. */
    ACCEPTED,
    /** It was handed to the agent; whether it has entered the conversation is not proven yet. */
    SUBMITTED,
    /** It has entered the conversation. */
    STARTED,
    /** The turn it began or joined is over. */
    DONE,
    /** A later message took its place before it was handed over. */
    SUPERSEDED,
    /** It was withdrawn before it was handed over. */
    CANCELLED,
    /** Its deadline passed before it was handed over. */
    EXPIRED,
    /** It could not be delivered, or nobody can tell whether it was; the reason says which. Never repeated by itself. */
    FAILED;

    /** The states that may follow. {@code SUBMITTED → ACCEPTED} only on proof that it never entered the conversation. */
    public Set<MessageState> next() {
        return switch (this) {
            case ACCEPTED -> Set.of(SUBMITTED, SUPERSEDED, CANCELLED, EXPIRED, FAILED);
            case SUBMITTED -> Set.of(STARTED, ACCEPTED, FAILED);
            case STARTED -> Set.of(DONE);
            case DONE, SUPERSEDED, CANCELLED, EXPIRED, FAILED -> Set.of();
        };
    }

    public boolean terminal() {
        return next().isEmpty();
    }
}
