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
import java.time.Instant;
import java.util.Optional;

/** What can be changed in one transaction; reads see the changes made before in it. */
public interface Writes extends Reads {

    /** Stores the session as it is now. A handle that another session of the tenant bears throws {@link HandleTaken}. */
    void put(Session session);

    void put(Message message);

    void put(Request request);

    void put(Turn turn);

    /** The next free sequence in the session's inbox. */
    long nextMessageSequence(TenantId tenant, SessionId session);

    /** Appends an event and assigns its sequence. */
    Event append(TenantId tenant, Optional<SessionId> session, Instant time, EventData data);

    /** Keeps a change of a fact for the record. */
    void record(TenantId tenant, SessionId session, Fact fact);

    /** Drops the oldest events until all limits hold; returns how many went. */
    int pruneEvents(Retention retention, Instant now);

    /** The handle is another session's. */
    final class HandleTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public HandleTaken(String handle) {
            super("Handle '" + handle + "' is taken by another session");
        }
    }
}
