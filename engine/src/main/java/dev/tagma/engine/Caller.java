package dev.tagma.engine;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param name a door and a name for the record, such as {@code cli:anna} or {@code session:calm-otter}
 * @param actingAs the session on whose behalf it asks, when the call comes from within an agent's pane
 */
public record Caller(TenantId tenant, String name, Optional<SessionId> actingAs) {}
