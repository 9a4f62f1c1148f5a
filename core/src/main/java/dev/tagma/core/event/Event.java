package dev.tagma.core.event;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of state, written in the same transaction as the state it changes.
 *
 * @param sequence dense per tenant, in commit order, from 1; clients see it as an opaque cursor
 */
public record Event(TenantId tenant, long sequence, Instant time, Optional<SessionId> session, EventData data) {

    public String type() {
        return data.type();
    }
}
