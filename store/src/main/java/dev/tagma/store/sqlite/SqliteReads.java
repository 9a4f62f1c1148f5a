package dev.tagma.store.sqlite;

import dev.tagma.core.event.Event;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageHead;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.usage.ModelUse;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.core.usage.UsageSum;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.StoreException;
import dev.tagma.store.codec.StoreCodec;
import dev.tagma.store.codec.UnreadableDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All queries, over one connection. */
class SqliteReads implements Reads {

    private static final String SESSION = "SELECT id, document FROM sessions ";
    private static final String REQUEST = "SELECT id, document FROM requests ";
    private static final String TURN = "SELECT session, number, document FROM turns ";
    private static final String MESSAGE =
            "SELECT m.id, m.document, t.text FROM messages m JOIN message_texts t ON t.tenant = m.tenant AND t.id ="
                    + " m.id ";

    /** The length of a text is kept beside it: the text itself is not read. */
    private static final String INBOX_SIZE =
            "SELECT coalesce(sum(json_extract(m.document, '$.state') = ?), 0), count(*),"
                    + " coalesce(sum(octet_length(t.text)), 0) FROM messages m JOIN message_texts t ON t.tenant ="
                    + " m.tenant AND t.id = m.id WHERE m.tenant = ? AND m.session = ? AND m.ended = 0";

    private final Link link;
    private final StoreCodec codec;
    private final Log events;
    private final Log facts;
    private final UsageReads usage;

    SqliteReads(Link link, StoreCodec codec) {
        this.link = link;
        this.codec = codec;
        this.events = new Log(link, "events");
        this.facts = new Log(link, "facts");
        this.usage = new UsageReads(link);
    }

    @Override
    public Optional<UsageEntry> usageEntry(TenantId tenant, SessionId session, String key) {
        return usage.entry(tenant, session, key);
    }

    @Override
    public List<UsageEntry> usageEntries(TenantId tenant, SessionId session) {
        return usage.entries(tenant, session);
    }

    @Override
    public List<UsageSum> usage(TenantId tenant, UsageQuery query) {
        return usage.sums(tenant, query);
    }

    @Override
    public List<ModelUse> usageByModel(TenantId tenant, UsageQuery query) {
        return usage.byModel(tenant, query);
    }

    @Override
    public Optional<Session> session(TenantId tenant, SessionId id) {
        return link.first(SESSION + "WHERE tenant = ? AND id = ?", this::session, tenant.value(), id.toString());
    }

    @Override
    public Optional<Session> sessionByKey(TenantId tenant, String key) {
        return link.first(
                SESSION + "WHERE tenant = ? AND key = ? AND removed_at IS NULL", this::session, tenant.value(), key);
    }

    @Override
    public List<Session> sessions(TenantId tenant) {
        return link.list(
                SESSION + "WHERE tenant = ? AND removed_at IS NULL ORDER BY created_at, id",
                this::session,
                tenant.value());
    }

    @Override
    public List<Session> allSessions() {
        return link.list(SESSION + "WHERE removed_at IS NULL ORDER BY created_at, id, tenant", this::session);
    }

    @Override
    public Set<AgentSessionId> allRemovedConversations() {
        return link
                .list(
                        "SELECT json_extract(document, '$.agentSessionId') FROM sessions WHERE removed_at > 0",
                        row -> Optional.ofNullable(row.getString(1)).map(AgentSessionId::new))
                .stream()
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Message> message(TenantId tenant, MessageId id) {
        return link.first(MESSAGE + "WHERE m.tenant = ? AND m.id = ?", this::message, tenant.value(), id.toString());
    }

    @Override
    public Optional<Message> messageByKey(TenantId tenant, SessionId session, String key) {
        return link.first(
                MESSAGE + "WHERE m.tenant = ? AND m.session = ? AND m.key = ?",
                this::message,
                tenant.value(),
                session.toString(),
                key);
    }

    @Override
    public List<MessageHead> inbox(TenantId tenant, SessionId session) {
        return link.list(
                "SELECT id, document FROM messages WHERE tenant = ? AND session = ? AND ended = 0 ORDER BY sequence",
                this::head,
                tenant.value(),
                session.toString());
    }

    @Override
    public InboxSize inboxSize(TenantId tenant, SessionId session) {
        return link.first(
                        INBOX_SIZE,
                        row -> new InboxSize(row.getInt(1), row.getInt(2), row.getLong(3)),
                        codec.messages().nameOf(MessageState.ACCEPTED),
                        tenant.value(),
                        session.toString())
                .orElseThrow();
    }

    @Override
    public List<Message> messages(TenantId tenant, SessionId session, long afterSequence, int limit) {
        return link.list(
                MESSAGE + "WHERE m.tenant = ? AND m.session = ? AND m.sequence > ? ORDER BY m.sequence LIMIT ?",
                this::message,
                tenant.value(),
                session.toString(),
                afterSequence,
                atMost(limit));
    }

    @Override
    public Optional<Request> request(TenantId tenant, RequestId id) {
        return link.first(REQUEST + "WHERE tenant = ? AND id = ?", this::request, tenant.value(), id.toString());
    }

    @Override
    public Optional<Request> requestByKey(TenantId tenant, SessionId session, String key) {
        return link.first(
                REQUEST + "WHERE tenant = ? AND session = ? AND key = ?",
                this::request,
                tenant.value(),
                session.toString(),
                key);
    }

    @Override
    public List<Request> openRequests(TenantId tenant, Optional<SessionId> session) {
        return session.isPresent()
                ? link.list(
                        REQUEST + "WHERE tenant = ? AND session = ? AND closed = 0 ORDER BY opened_at, id",
                        this::request,
                        tenant.value(),
                        session.get().toString())
                : link.list(
                        REQUEST + "WHERE tenant = ? AND closed = 0 ORDER BY opened_at, id",
                        this::request,
                        tenant.value());
    }

    @Override
    public List<Request> requestsBeginning(TenantId tenant, String beginning, int limit) {
        // No id holds anything as large as the last character, so the range is that of the beginning.
        return link.list(
                REQUEST + "WHERE tenant = ? AND id >= ? AND id < ? ORDER BY id LIMIT ?",
                this::request,
                tenant.value(),
                beginning,
                beginning + "~",
                atMost(limit));
    }

    @Override
    public List<Request> requests(TenantId tenant, SessionId session, int limit) {
        return link.list(
                REQUEST + "WHERE tenant = ? AND session = ? ORDER BY opened_at DESC, id DESC LIMIT ?",
                this::request,
                tenant.value(),
                session.toString(),
                atMost(limit));
    }

    @Override
    public Optional<Turn> turn(TenantId tenant, SessionId session, int number) {
        return link.first(
                TURN + "WHERE tenant = ? AND session = ? AND number = ?",
                this::turn,
                tenant.value(),
                session.toString(),
                number);
    }

    @Override
    public Optional<Turn> turnByKey(TenantId tenant, SessionId session, String key) {
        return link.first(
                TURN + "WHERE tenant = ? AND session = ? AND key = ?",
                this::turn,
                tenant.value(),
                session.toString(),
                key);
    }

    @Override
    public Optional<Turn> lastTurn(TenantId tenant, SessionId session) {
        return link.first(
                TURN + "WHERE tenant = ? AND session = ? ORDER BY number DESC LIMIT 1",
                this::turn,
                tenant.value(),
                session.toString());
    }

    @Override
    public List<Turn> turns(TenantId tenant, SessionId session, int afterNumber, int limit) {
        return link.list(
                TURN + "WHERE tenant = ? AND session = ? AND number > ? ORDER BY number LIMIT ?",
                this::turn,
                tenant.value(),
                session.toString(),
                afterNumber,
                atMost(limit));
    }

    @Override
    public List<Event> events(TenantId tenant, Optional<SessionId> session, long afterSequence, int limit) {
        return events.after(tenant.value(), session.map(SessionId::toString), afterSequence, atMost(limit)).stream()
                .map(this::event)
                .toList();
    }

    @Override
    public EventRange eventRange(TenantId tenant) {
        return events.range(tenant.value());
    }

    @Override
    public List<Fact> factHistory(TenantId tenant, SessionId session, int limit) {
        return facts.latest(tenant.value(), session.toString(), atMost(limit)).stream()
                .map(this::fact)
                .toList();
    }

    /** Committed events of all tenants after a position, in the order of their commits. */
    List<Committed> committedAfter(long position, int limit) {
        return events.afterPosition(position, limit).stream()
                .map(entry -> new Committed(entry.position(), event(entry)))
                .toList();
    }

    private Session session(ResultSet row) throws SQLException {
        String document = row.getString(2);
        return decoded("session", row.getString(1), () -> codec.sessions().read(document));
    }

    private Message message(ResultSet row) throws SQLException {
        String document = row.getString(2);
        String text = row.getString(3);
        return decoded("message", row.getString(1), () -> codec.messages().read(document, text));
    }

    private MessageHead head(ResultSet row) throws SQLException {
        String document = row.getString(2);
        return decoded("message", row.getString(1), () -> codec.messages().head(document));
    }

    private Request request(ResultSet row) throws SQLException {
        String document = row.getString(2);
        return decoded("request", row.getString(1), () -> codec.requests().read(document));
    }

    private Turn turn(ResultSet row) throws SQLException {
        String document = row.getString(3);
        String of = row.getString(1);
        return decoded(
                "turn " + row.getInt(2) + " of session", of, () -> codec.turns().read(document));
    }

    private Event event(Log.Entry entry) {
        return decoded(
                "event " + entry.sequence() + " of tenant",
                entry.tenant(),
                () -> new Event(
                        new TenantId(entry.tenant()),
                        entry.sequence(),
                        Nanos.read(entry.time()),
                        Optional.ofNullable(entry.session()).map(SessionId::parse),
                        codec.events().read(entry.type(), entry.document())));
    }

    private Fact fact(Log.Entry entry) {
        return decoded(
                "fact " + entry.sequence() + " of tenant",
                entry.tenant(),
                () -> codec.facts().read(entry.document()));
    }

    private static <T> T decoded(String kind, String name, Supplier<T> read) {
        try {
            return read.get();
        } catch (UnreadableDocument e) {
            throw new StoreException(
                    "Cannot understand what is stored of " + kind + " " + name + ". " + e.getMessage(), e);
        }
    }

    /** SQLite takes a negative limit for none. */
    private static int atMost(int limit) {
        return Math.max(limit, 0);
    }
}
