package dev.tagma.spi.store;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.message.Message;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.usage.UsageEntry;
import java.time.Instant;
import java.util.Optional;

/** What can be changed in one transaction; reads see the changes made before in it. */
public interface Writes extends Reads {

    /**
     * Stores the session as it is now. A handle that another session of the tenant bears throws {@link HandleTaken}, its
     * idempotency key {@link KeyTaken}; those of removed sessions are free.
     */
    void put(Session session);

    /** Stores the message as it is now. An idempotency key that another message of the session bears throws {@link KeyTaken}. */
    void put(Message message);

    /** Stores the request as it is now. A key that another request of the session bears throws {@link KeyTaken}. */
    void put(Request request);

    void put(Turn turn);

    /**
     * Records what a message used. Of a message that is on record the larger figures hold, see {@link UsageEntry#joined}.
     *
     * @return whether that was news
     */
    boolean record(UsageEntry entry);

    /** The next free sequence in the session's inbox. */
    long nextMessageSequence(TenantId tenant, SessionId session);

    /** Appends an event and assigns its sequence. */
    Event append(TenantId tenant, Optional<SessionId> session, Instant time, EventData data);

    /** Keeps a change of a fact for the record. */
    void record(TenantId tenant, SessionId session, Fact fact);

    /**
     * Drops the oldest events that are beyond the limits; returns how many went. A call drops a portion only, so that it
     * never holds up other writers for long: call it in works of their own until it returns 0. Within a tenant the events
     * go strictly from the oldest on, so an event that is young enough keeps all that follow it.
     */
    int pruneEvents(Retention retention, Instant now);

    /** The same for the fact history, which has limits of its own of the same size. */
    int pruneFacts(Retention retention, Instant now);

    /**
     * Forgets sessions that were removed longer ago than the retention's age, with their messages, requests, turns and use;
     * in portions too.
     */
    int pruneRemoved(Retention retention, Instant now);

    /** The handle is another session's. */
    final class HandleTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public HandleTaken(String handle) {
            super("Handle '" + handle + "' is taken by another session");
        }
    }

    /** The key is another session's of the tenant, or another message's or another request's of the same session. */
    final class KeyTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public KeyTaken(String key) {
            super("Key '" + key + "' is taken");
        }
    }
}
