package dev.tagma.store.sqlite;

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
import dev.tagma.spi.store.Retention;
import dev.tagma.spi.store.Writes;
import dev.tagma.store.codec.StoreCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All changes, over the writer's connection. */
final class SqliteWrites extends SqliteReads implements Writes {

    private final Link link;
    private final StoreCodec codec;
    private final LogWriter events;
    private final LogWriter facts;
    private final Pruning pruning;
    private final UsageWrites usage;
    private List<Committed> appended = new ArrayList<>();

    SqliteWrites(Link link, StoreCodec codec) {
        super(link, codec);
        this.link = link;
        this.codec = codec;
        this.events = new LogWriter(link, "events");
        this.facts = new LogWriter(link, "facts");
        this.pruning = new Pruning(link);
        this.usage = new UsageWrites(link, new UsageReads(link));
    }

    @Override
    public void put(Session session) {
        String tenant = session.tenant().value();
        try {
            link.update(
                    "INSERT INTO sessions (tenant, id, key, handle, created_at, removed_at, document) VALUES (?, ?, ?,"
                            + " ?, ?, ?, ?) ON CONFLICT (tenant, id) DO UPDATE SET key = excluded.key, handle ="
                            + " excluded.handle, created_at = excluded.created_at, removed_at = excluded.removed_at,"
                            + " document = excluded.document",
                    tenant,
                    session.id().toString(),
                    session.key().orElse(null),
                    session.handle().value(),
                    Nanos.of(session.createdAt()),
                    session.removed().map(Nanos::of).orElse(null),
                    codec.sessions().write(session));
        } catch (ConstraintViolated e) {
            throw refused(session, e);
        }
    }

    private RuntimeException refused(Session session, ConstraintViolated e) {
        Optional<String> key = session.key()
                .filter(taken -> sessionByKey(session.tenant(), taken)
                        .filter(other -> !other.id().equals(session.id()))
                        .isPresent());
        RuntimeException refusal = key.isPresent()
                ? new KeyTaken(key.get())
                : new HandleTaken(session.handle().value());
        refusal.addSuppressed(e);
        return refusal;
    }

    @Override
    public void put(Message message) {
        String tenant = message.tenant().value();
        String id = message.id().toString();
        try {
            link.update(
                    "INSERT INTO messages (tenant, id, session, sequence, key, ended, document) VALUES (?, ?, ?, ?, ?,"
                            + " ?, ?) ON CONFLICT (tenant, id) DO UPDATE SET session = excluded.session, sequence ="
                            + " excluded.sequence, key = excluded.key, ended = excluded.ended, document ="
                            + " excluded.document",
                    tenant,
                    id,
                    message.session().toString(),
                    message.sequence(),
                    message.key().orElse(null),
                    message.state().terminal(),
                    codec.messages().write(message));
        } catch (ConstraintViolated e) {
            throw refused(message, e);
        }
        link.update(
                "INSERT INTO message_texts (tenant, id, text) VALUES (?, ?, ?)"
                        + " ON CONFLICT (tenant, id) DO UPDATE SET text = excluded.text WHERE text <> excluded.text",
                tenant,
                id,
                message.text());
    }

    private RuntimeException refused(Message message, ConstraintViolated e) {
        Optional<String> key = message.key()
                .filter(taken -> messageByKey(message.tenant(), message.session(), taken)
                        .filter(other -> !other.id().equals(message.id()))
                        .isPresent());
        RuntimeException refusal = key.isPresent()
                ? new KeyTaken(key.get())
                : new IllegalStateException("Sequence " + message.sequence() + " in the inbox of session "
                        + message.session() + " is another message's; take it from nextMessageSequence");
        refusal.addSuppressed(e);
        return refusal;
    }

    @Override
    public void put(Request request) {
        try {
            link.update(
                    "INSERT INTO requests (tenant, id, session, key, opened_at, closed, document) VALUES (?, ?, ?, ?,"
                            + " ?, ?, ?) ON CONFLICT (tenant, id) DO UPDATE SET session = excluded.session, key ="
                            + " excluded.key, opened_at = excluded.opened_at, closed = excluded.closed, document ="
                            + " excluded.document",
                    request.tenant().value(),
                    request.id().toString(),
                    request.session().toString(),
                    request.key(),
                    Nanos.of(request.openedAt()),
                    !request.open(),
                    codec.requests().write(request));
        } catch (ConstraintViolated e) {
            KeyTaken taken = new KeyTaken(request.key());
            taken.addSuppressed(e);
            throw taken;
        }
    }

    @Override
    public void put(Turn turn) {
        link.update(
                "INSERT INTO turns (tenant, session, number, key, document) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (tenant, session, number) DO UPDATE SET document = excluded.document",
                turn.tenant().value(),
                turn.session().toString(),
                turn.number(),
                turn.key(),
                codec.turns().write(turn));
    }

    @Override
    public boolean record(UsageEntry entry) {
        return usage.record(entry);
    }

    @Override
    public long nextMessageSequence(TenantId tenant, SessionId session) {
        return link.first(
                                "SELECT sequence FROM messages WHERE tenant = ? AND session = ? ORDER BY sequence DESC"
                                        + " LIMIT 1",
                                row -> row.getLong(1),
                                tenant.value(),
                                session.toString())
                        .orElse(0L)
                + 1;
    }

    @Override
    public Event append(TenantId tenant, Optional<SessionId> session, Instant time, EventData data) {
        @Nullable String of = session.map(SessionId::toString).orElse(null);
        Log.Entry entry = events.append(
                tenant.value(), of, time, data.type(), codec.events().write(data));
        Event event = new Event(tenant, entry.sequence(), Nanos.read(entry.time()), session, data);
        appended.add(new Committed(entry.position(), event));
        return event;
    }

    @Override
    public void record(TenantId tenant, SessionId session, Fact fact) {
        String type = (fact.source() + "/" + fact.question()).toLowerCase(Locale.ROOT);
        facts.append(
                tenant.value(),
                session.toString(),
                fact.observedAt(),
                type,
                codec.facts().write(fact));
    }

    @Override
    public int pruneEvents(Retention retention, Instant now) {
        return pruning.of(events, retention, now);
    }

    @Override
    public int pruneFacts(Retention retention, Instant now) {
        return pruning.of(facts, retention, now);
    }

    @Override
    public int pruneRemoved(Retention retention, Instant now) {
        return pruning.ofRemoved(retention, now);
    }

    /** Yields what the work that has just ended appended. */
    List<Committed> takeAppended() {
        List<Committed> taken = appended;
        appended = new ArrayList<>();
        return taken;
    }

    /** The work's changes were rolled back. */
    void undone() {
        appended = new ArrayList<>();
        events.forgetTails();
        facts.forgetTails();
    }
}
