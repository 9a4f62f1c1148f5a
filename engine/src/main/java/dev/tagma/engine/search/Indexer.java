package dev.tagma.engine.search;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchIndex;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Keeps the index up to what was said. It is told by the store's events which session said something; after a restart it
 * goes on behind the last event that it has looked at. One thread does the work, one conversation after the other.
 *
 * <p>What is said between two turns' events is read when somebody searches, see {@link #catchUp}.
 */
public final class Indexer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Indexer.class.getName());

    private static final int EVENTS = 1_000;

    private final Store store;
    private final SearchIndex index;
    private final Optional<Foreign> foreign;
    private final BiFunction<Session, TranscriptQuery, TranscriptPage> pages;
    private final Todo todo = new Todo();
    private final Thread thread = Thread.ofVirtual().name("search-index").unstarted(this::work);
    private final Map<TenantId, Long> reached = new HashMap<>();

    /** Whether it is known what happened while no daemon ran; until then nothing that is read is all there is. */
    private boolean knowing;

    private Optional<Store.Subscription> subscription = Optional.empty();

    /**
     * An indexer that does nothing yet.
     *
     * @param foreign none where only Tagma's own sessions are searched
     * @param pages reads a session's conversation
     */
    Indexer(
            Store store,
            SearchIndex index,
            Optional<Foreign> foreign,
            BiFunction<Session, TranscriptQuery, TranscriptPage> pages) {
        this.store = store;
        this.index = index;
        this.foreign = foreign;
        this.pages = pages;
    }

    /** Begins, with what happened while no daemon ran; returns at once. */
    void open() {
        subscription = Optional.of(store.subscribe(this::committed));
        thread.start();
    }

    /**
     * Has everything read that was said by now; tells whether that came to its end in time.
     *
     * @param foreignToo whether conversations that Tagma did not start are to be looked at
     */
    boolean catchUp(boolean foreignToo, Duration atMost) {
        return todo.demand(foreignToo && foreign.isPresent(), atMost);
    }

    private void committed(List<Event> events) {
        for (Event event : events) {
            event.session().ifPresent(session -> todo.add(event.tenant(), session, said(event.data())));
            todo.reached(event.tenant(), event.sequence());
        }
    }

    /** Whether the conversation has certainly grown; everything else a session does may have been said as well. */
    private static boolean said(EventData data) {
        return switch (data) {
            case EventData.TurnStarted started -> true;
            case EventData.TurnEnded ended -> true;
            case EventData.SessionLifecycle lifecycle -> true;
            case EventData.SessionIdentity identity -> true;
            case EventData.SessionHanded handed -> true;
            case EventData.SessionCreated other -> false;
            case EventData.SessionContained other -> false;
            case EventData.SessionActivity other -> false;
            case EventData.SessionChanged other -> false;
            case EventData.SessionRemoved other -> false;
            case EventData.MessageChanged other -> false;
            case EventData.RequestOpened other -> false;
            case EventData.RequestChanged other -> false;
            case EventData.RequestClosed other -> false;
            case EventData.WorkspaceSaved other -> false;
            case EventData.WorkspaceChanged other -> false;
            case EventData.BudgetWarned other -> false;
            case EventData.BudgetReached other -> false;
        };
    }

    private void work() {
        try {
            boolean _ = attempt(this::missed);
            while (!Thread.currentThread().isInterrupted()) {
                Todo.Round round = todo.next();
                if (knowing) {
                    read(round);
                } else if (attempt(this::missed)) {
                    todo.again(round);
                } else {
                    todo.failed(round);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Todo.Round round) {
        settle(round, () -> {
            boolean all = own(round);
            if (round.foreign()) {
                foreign.ifPresent(some -> some.takeIn(() -> todo.urgent().ifPresent(this::urgent)));
            }
            return all;
        });
    }

    private void urgent(Todo.Round round) {
        settle(round, () -> own(round));
    }

    /** What failed is read again with the next that is said: positions only move on. */
    private void settle(Todo.Round round, BooleanSupplier step) {
        AtomicBoolean all = new AtomicBoolean();
        // One that was interrupted ended early.
        boolean ended = attempt(() -> all.set(step.getAsBoolean()))
                && !Thread.currentThread().isInterrupted();
        if (!ended) {
            todo.failed(round);
        } else if (all.get()) {
            todo.done(round);
        } else {
            todo.incomplete(round);
        }
    }

    private static boolean attempt(Runnable step) {
        try {
            step.run();
            return true;
        } catch (StoreException failed) {
            LOG.log(System.Logger.Level.WARNING, "The search index is behind: " + failed.getMessage());
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "The search index is behind", failed);
        }
        return false;
    }

    /** Sessions that did something since this was last looked at; all of them where the events are not kept. */
    private void missed() {
        List<Session> all = store.read(reads -> reads.allSessions());
        for (TenantId tenant : all.stream().map(Session::tenant).distinct().toList()) {
            Optional<Long> last = index.reached(tenant);
            Reads.EventRange range = store.read(reads -> reads.eventRange(tenant));
            if (last.filter(some -> some + 1 >= range.oldest() && some <= range.newest())
                    .isPresent()) {
                reached.put(tenant, last.get());
                since(tenant, last.get());
            } else {
                all.stream()
                        .filter(session -> session.tenant().equals(tenant))
                        .forEach(session -> todo.add(tenant, session.id(), true));
            }
            todo.reached(tenant, range.newest());
        }
        knowing = true;
    }

    private void since(TenantId tenant, long last) {
        long from = last;
        List<Event> events;
        do {
            long after = from;
            events = store.read(reads -> reads.events(tenant, Optional.empty(), after, EVENTS));
            events.forEach(event -> event.session().ifPresent(session -> todo.add(tenant, session, true)));
            from = events.isEmpty() ? from : events.getLast().sequence();
        } while (events.size() == EVENTS && !Thread.currentThread().isInterrupted());
    }

    /** Tells whether all of it was read. What was not is put back before the mark could pass it. */
    private boolean own(Todo.Round round) {
        Map<SessionId, TenantId> unread = new HashMap<>();
        round.sessions().forEach((id, tenant) -> {
            if (!session(id, tenant)) {
                unread.put(id, tenant);
            }
        });
        if (Thread.currentThread().isInterrupted()) {
            // Not all of them were read; the next daemon reads those that did something since.
            return false;
        }
        if (!unread.isEmpty()) {
            todo.missed(unread);
            return false;
        }
        round.reached().forEach((tenant, sequence) -> {
            if (!sequence.equals(reached.put(tenant, sequence))) {
                index.reached(tenant, sequence);
            }
        });
        return true;
    }

    /** Tells whether there is nothing left of it to read now. */
    private boolean session(SessionId id, TenantId tenant) {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        Optional<Session> session = store.read(reads -> reads.session(tenant, id));
        if (session.filter(found -> found.removed().isEmpty()).isEmpty()) {
            return true;
        }
        try {
            takeIn(session.get());
            return true;
        } catch (StoreException failed) {
            throw failed;
        } catch (UncheckedIOException | TerminalException unreadable) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "Session " + session.get().handle() + " cannot be read now: " + unreadable);
            return false;
        } catch (RuntimeException unreadable) {
            // Of a session that has just been removed, or whose agent is not known any more: no other has to wait for
            // it.
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "Session " + session.get().handle() + " is not searched: " + unreadable);
            return true;
        }
    }

    private void takeIn(Session session) {
        Origin.Own origin = new Origin.Own(session.tenant(), session.launch().agent(), session.id());
        Optional<String> handedOn = handedOn(session);
        handedOn.ifPresent(conversation -> index.forget(origin, conversation));
        new Conversation(query -> pages.apply(session, query))
                .takeInto(
                        index,
                        origin,
                        entry -> handedOn.filter(conversation -> entry.cursor().startsWith(conversation + ":"))
                                .isEmpty());
    }

    /** The conversation that another session goes on with: it is found there, and once. */
    private Optional<String> handedOn(Session session) {
        return session.heritage()
                .handedTo()
                .flatMap(heir -> store.read(reads -> reads.session(session.tenant(), heir)))
                .filter(heir -> heir.removed().isEmpty())
                .flatMap(heir -> heir.heritage().resumes())
                .map(AgentSessionId::value);
    }

    /** Drops what sessions said that are not kept any more. */
    public void forgetGone() {
        for (Origin origin : index.positions().keySet()) {
            if (origin instanceof Origin.Own own
                    && store.read(reads -> reads.session(own.tenant(), own.session()))
                            .isEmpty()) {
                index.forget(origin);
            }
        }
    }

    /** Ends at the end of the portion in hand. */
    @Override
    public void close() {
        subscription.ifPresent(Store.Subscription::close);
        todo.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
