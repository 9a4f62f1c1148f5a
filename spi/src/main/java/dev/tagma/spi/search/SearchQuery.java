package dev.tagma.spi.search;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries are wanted; all that is said must hold.
 *
 * @param agents of any of these agents, of all where it is empty
 * @param sessions of any of these sessions, where given
 * @param foreign whether conversations that Tagma did not start are wanted too
 * @param since said at that time or later
 * @param role {@code user}, {@code assistant}, {@code tool} or {@code system}
 * @param limit at most so many, the newest ones
 */
public record SearchQuery(
        TenantId tenant,
        SearchWords words,
        List<AgentId> agents,
        Optional<Set<SessionId>> sessions,
        boolean foreign,
        Optional<Instant> since,
        Optional<String> role,
        int limit) {

    public SearchQuery {
        agents = List.copyOf(agents);
        sessions = sessions.map(Set::copyOf);
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; use 1 or more");
        }
    }
}
