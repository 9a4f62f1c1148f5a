package dev.tagma.spi.search;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.util.Optional;

/** Whose conversation something was said in. */
public sealed interface Origin {

    TenantId tenant();

    AgentId agent();

    /** A session's: all conversations that it has held. */
    record Own(TenantId tenant, AgentId agent, SessionId session) implements Origin {}

    /**
     * One that Tagma did not start and that the agent's program keeps.
     *
     * @param conversation the agent's own name of it, by which it is resumed
     * @param place the directory it was held in, where the agent records it
     */
    record Foreign(TenantId tenant, AgentId agent, String conversation, Optional<String> place) implements Origin {}
}
