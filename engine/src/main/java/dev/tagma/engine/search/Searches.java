package dev.tagma.engine.search;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Found;
import dev.tagma.engine.Fleet.Hit;
import dev.tagma.engine.Fleet.Sought;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchHit;
import dev.tagma.spi.search.SearchIndex;
import dev.tagma.spi.search.SearchQuery;
import dev.tagma.spi.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what was said. Conversations that Tagma did not start are found where the configuration allows it, and never from
 * within an agent's pane: what somebody said elsewhere is none of an agent's business.
 */
public final class Searches implements AutoCloseable {

    /** How long a search waits for what was said just now; after that it says that there may be more. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Store store;
    private final SearchIndex index;
    private final Map<AgentId, AgentAdapter> adapters;
    private final boolean foreign;
    private final Indexer indexer;

    /**
     * @param foreign whether conversations that Tagma did not start are searched
     * @param pages reads a session's conversation
     */
    public Searches(
            Store store,
            SearchIndex index,
            Map<AgentId, AgentAdapter> adapters,
            boolean foreign,
            BiFunction<Session, TranscriptQuery, TranscriptPage> pages) {
        this.store = store;
        this.index = index;
        this.adapters = Map.copyOf(adapters);
        this.foreign = foreign;
        this.indexer = new Indexer(
                store,
                index,
                foreign ? Optional.of(new Foreign(this.adapters, index, this::held)) : Optional.empty(),
                pages);
    }

    /** Begins to read what was said, in the background. */
    public void open() {
        indexer.open();
    }

    /** Drops what sessions said that are not kept any more; or all that is foreign, where that is not searched now. */
    public void forgetGone() {
        indexer.forgetGone();
        if (!foreign) {
            index.positions().keySet().stream()
                    .filter(origin -> origin instanceof Origin.Foreign)
                    .forEach(index::forget);
        }
    }

    public Found find(Caller caller, Sought sought) {
        boolean own = sought.sessions().isEmpty() && sought.groups().isEmpty();
        boolean foreignToo = foreign && own && caller.actingAs().isEmpty();
        boolean complete = indexer.catchUp(foreignToo, PATIENCE);
        // One more than is wanted tells whether there are more.
        List<SearchHit> hits = index.search(new SearchQuery(
                caller.tenant(),
                sought.words(),
                sought.agents(),
                sessions(caller.tenant(), sought),
                foreignToo,
                sought.since(),
                sought.role(),
                sought.limit() + 1));
        return new Found(
                hits.stream().limit(sought.limit()).map(this::shown).toList(), hits.size() > sought.limit(), complete);
    }

    private Optional<Set<SessionId>> sessions(TenantId tenant, Sought sought) {
        List<GroupPath> groups = sought.groups();
        if (groups.isEmpty()) {
            return sought.sessions().isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(sought.sessions()));
        }
        return Optional.of(store.read(reads -> reads.sessions(tenant)).stream()
                .filter(session -> groups.stream().anyMatch(session.group()::within))
                .map(Session::id)
                .filter(id -> sought.sessions().isEmpty() || sought.sessions().contains(id))
                .collect(Collectors.toSet()));
    }

    private Hit shown(SearchHit hit) {
        return new Hit(
                hit,
                switch (hit.origin()) {
                    case Origin.Own own -> store.read(reads -> reads.session(own.tenant(), own.session()));
                    case Origin.Foreign other -> Optional.empty();
                });
    }

    /** The conversations of all sessions, whatever became of them. */
    private Set<String> held() {
        return store.read(reads -> Stream.concat(
                        reads.allSessions().stream().flatMap(session -> session.agentSessionId().stream()),
                        reads.allRemovedConversations().stream())
                .map(AgentSessionId::value)
                .collect(Collectors.toSet()));
    }

    @Override
    public void close() {
        indexer.close();
    }
}
