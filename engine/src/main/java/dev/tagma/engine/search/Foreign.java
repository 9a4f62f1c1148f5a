package dev.tagma.engine.search;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.ConversationStore.Kept;
import dev.tagma.spi.agent.ConversationStore.Listing;
import dev.tagma.spi.agent.UnknownCursorException;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchIndex;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Conversations that Tagma did not start, as the agents' programs keep them. A file is looked into only when its size or time
 * is not what it was. They are of the user whose daemon this is, hence of the default tenant.
 */
final class Foreign {

    private static final System.Logger LOG = System.getLogger(Foreign.class.getName());

    /** Between the stamp of a file and the place in it. */
    private static final String BAR = "|";

    private final Map<AgentId, AgentAdapter> adapters;
    private final SearchIndex index;
    private final Supplier<Set<String>> own;

    /** What a conversation is called. */
    record Name(AgentId agent, String conversation) {}

    /** @param own the conversations that sessions hold */
    Foreign(Map<AgentId, AgentAdapter> adapters, SearchIndex index, Supplier<Set<String>> own) {
        // Of agents that share their files the first by name has them.
        this.adapters = new TreeMap<>(Comparator.comparing(AgentId::value));
        this.adapters.putAll(adapters);
        this.index = index;
        this.own = own;
    }

    /**
     * Takes in what has changed, and drops what is kept no more.
     *
     * @param between run after each conversation that was looked into
     */
    void takeIn(Runnable between) {
        Map<Name, String> known = new HashMap<>();
        index.positions().forEach((origin, position) -> {
            if (origin instanceof Origin.Foreign foreign) {
                known.put(new Name(foreign.agent(), foreign.conversation()), position);
            }
        });
        Set<String> held = own.get();
        Set<Path> seen = new HashSet<>();
        Map<Name, String> gone = new HashMap<>(known);
        adapters.forEach((agent, adapter) -> adapter.conversations(Map.of()).ifPresent(store -> {
            Optional<Listing> listing = listing(agent, store);
            if (listing.filter(Listing::whole).isEmpty()) {
                // Of what was not listed nobody knows that it is gone.
                gone.keySet().removeIf(name -> name.agent().equals(agent));
            }
            for (Kept kept : listing.map(Listing::conversations).orElseGet(List::of)) {
                Name name = new Name(agent, kept.id().value());
                String position = known.getOrDefault(name, "");
                if (!held.contains(name.conversation()) && seen.add(kept.file())) {
                    gone.remove(name);
                    if (!position.startsWith(kept.stamp() + BAR)
                            && !Thread.currentThread().isInterrupted()) {
                        takeIn(store, kept, origin(name), position);
                        between.run();
                    }
                }
            }
        }));
        if (!Thread.currentThread().isInterrupted()) {
            gone.keySet().forEach(name -> index.forget(origin(name)));
        }
    }

    private static Origin.Foreign origin(Name name) {
        return new Origin.Foreign(TenantId.DEFAULT, name.agent(), name.conversation(), Optional.empty());
    }

    private static Optional<Listing> listing(AgentId agent, ConversationStore store) {
        try {
            return Optional.of(store.kept());
        } catch (UncheckedIOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "The conversations of " + agent + " cannot be listed", unreadable);
            return Optional.empty();
        }
    }

    private void takeIn(ConversationStore store, Kept kept, Origin.Foreign origin, String position) {
        if (index.held(origin)) {
            return;
        }
        try {
            Origin placed = new Origin.Foreign(
                    origin.tenant(),
                    origin.agent(),
                    origin.conversation(),
                    store.place(kept).map(Path::toString));
            AtomicReference<String> last = new AtomicReference<>(position.substring(position.indexOf(BAR) + 1));
            new Conversation(query -> store.page(kept, query))
                    .behind(
                            Optional.of(last.get()).filter(cursor -> !cursor.isEmpty()),
                            () -> index.forget(origin),
                            (page, reached) -> {
                                // The stamp comes last: after a crash before it the file is looked into once more.
                                index.add(placed, page.entries(), BAR + reached);
                                last.set(reached);
                            });
            if (!Thread.currentThread().isInterrupted()) {
                index.add(placed, List.of(), kept.stamp() + BAR + last.get());
            }
        } catch (UncheckedIOException | UnknownCursorException unreadable) {
            LOG.log(System.Logger.Level.DEBUG, () -> kept.file() + " is not searched: " + unreadable);
        }
    }
}
