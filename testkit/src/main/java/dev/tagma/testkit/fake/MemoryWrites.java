package dev.tagma.testkit.fake;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
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
import dev.tagma.spi.store.Retention;
import dev.tagma.spi.store.Writes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All state in maps. Not thread-safe: the store's lock guards it. */
final class MemoryWrites implements Writes {

    private record Of<K>(TenantId tenant, K key) {}

    private record InSession<K>(TenantId tenant, SessionId session, K key) {}

    private record Observed(SessionId session, Fact fact) {}

    private final UndoLog undo = new UndoLog();
    private final Map<Of<SessionId>, Session> sessions = new HashMap<>();
    private final Map<Of<MessageId>, Message> messages = new HashMap<>();
    private final Map<Of<SessionId>, NavigableMap<Long, Message>> inboxes = new HashMap<>();
    private final Map<Of<RequestId>, Request> requests = new HashMap<>();
    private final Map<InSession<Integer>, Turn> turns = new HashMap<>();
    private final Map<InSession<String>, UsageEntry> usage = new HashMap<>();
    private final MemoryLog<Event> events = new MemoryLog<>(undo, Event::time);
    private final MemoryLog<Observed> facts =
            new MemoryLog<>(undo, observed -> observed.fact().observedAt());
    private final List<Event> appended = new ArrayList<>();

    /** The work's changes stay; yields the events it appended. */
    List<Event> keep() {
        undo.keep();
        List<Event> kept = List.copyOf(appended);
        appended.clear();
        return kept;
    }

    /** The work's changes go. */
    void takeBack() {
        undo.takeBack();
        appended.clear();
    }

    @Override
    public void put(Session session) {
        boolean keyTaken = session.removed().isEmpty()
                && session.key()
                        .flatMap(key -> sessionByKey(session.tenant(), key))
                        .filter(other -> !other.id().equals(session.id()))
                        .isPresent();
        if (keyTaken) {
            throw new KeyTaken(session.key().orElseThrow());
        }
        boolean taken = session.removed().isEmpty()
                && sessions(session.tenant()).stream()
                        .anyMatch(other -> other.handle().equals(session.handle())
                                && !other.id().equals(session.id()));
        if (taken) {
            throw new HandleTaken(session.handle().value());
        }
        undo.put(sessions, new Of<>(session.tenant(), session.id()), session);
    }

    @Override
    public void put(Message message) {
        NavigableMap<Long, Message> all = messagesOf(message.tenant(), message.session());
        boolean keyTaken = message.key()
                .flatMap(key -> messageByKey(message.tenant(), message.session(), key))
                .filter(other -> !other.id().equals(message.id()))
                .isPresent();
        if (keyTaken) {
            throw new KeyTaken(message.key().orElseThrow());
        }
        Message there = all.get(message.sequence());
        if (there != null && !there.id().equals(message.id())) {
            throw new IllegalStateException("Sequence " + message.sequence() + " in the inbox of session "
                    + message.session() + " is another message's; take it from nextMessageSequence");
        }
        this.message(message.tenant(), message.id())
                .ifPresent(before -> undo.remove(messagesOf(before.tenant(), before.session()), before.sequence()));
        undo.put(messages, new Of<>(message.tenant(), message.id()), message);
        undo.put(all, message.sequence(), message);
    }

    @Override
    public void put(Request request) {
        boolean taken = requestByKey(request.tenant(), request.session(), request.key())
                .filter(other -> !other.id().equals(request.id()))
                .isPresent();
        if (taken) {
            throw new KeyTaken(request.key());
        }
        undo.put(requests, new Of<>(request.tenant(), request.id()), request);
    }

    @Override
    public void put(Turn turn) {
        undo.put(turns, new InSession<>(turn.tenant(), turn.session(), turn.number()), turn);
    }

    @Override
    public boolean record(UsageEntry told) {
        Optional<UsageEntry> known = usageEntry(told.tenant(), told.session(), told.key());
        UsageEntry entry = known.map(one -> one.joined(told)).orElse(told);
        undo.put(usage, new InSession<>(told.tenant(), told.session(), told.key()), entry);
        return known.filter(entry::equals).isEmpty();
    }

    @Override
    public Optional<UsageEntry> usageEntry(TenantId tenant, SessionId session, String key) {
        return Optional.ofNullable(usage.get(new InSession<>(tenant, session, key)));
    }

    @Override
    public List<UsageEntry> usageEntries(TenantId tenant, SessionId session) {
        return usage.values().stream()
                .filter(entry ->
                        entry.tenant().equals(tenant) && entry.session().equals(session))
                .sorted(Comparator.comparing(UsageEntry::at).thenComparing(UsageEntry::key))
                .toList();
    }

    @Override
    public List<UsageSum> usage(TenantId tenant, UsageQuery query) {
        record Kind(SessionId session, LocalDate day, String model) {}

        Map<Kind, UsageSum> sums = new HashMap<>();
        usage.values().stream()
                .filter(entry -> entry.tenant().equals(tenant) && asked(entry, query))
                .map(entry -> new UsageSum(entry.session(), UsageSum.day(entry.at()), entry.model(), 1, entry.tokens()))
                .forEach(one -> sums.merge(
                        new Kind(one.session(), one.day(), one.model()),
                        one,
                        (some, more) -> new UsageSum(
                                some.session(),
                                some.day(),
                                some.model(),
                                some.messages() + more.messages(),
                                some.tokens().plus(more.tokens()))));
        return List.copyOf(sums.values());
    }

    @Override
    public List<ModelUse> usageByModel(TenantId tenant, UsageQuery query) {
        record Kind(LocalDate day, String model) {}

        Map<Kind, ModelUse> uses = new HashMap<>();
        usage(tenant, query).stream()
                .map(UsageSum::use)
                .forEach(use -> uses.merge(new Kind(use.day(), use.model()), use, ModelUse::plus));
        return List.copyOf(uses.values());
    }

    private boolean asked(UsageEntry entry, UsageQuery query) {
        LocalDate day = UsageSum.day(entry.at());
        return query.session().map(entry.session()::equals).orElse(true)
                && query.since().map(since -> !day.isBefore(since)).orElse(true)
                && query.until().map(until -> !day.isAfter(until)).orElse(true)
                && query.group()
                        .map(group -> session(entry.tenant(), entry.session())
                                .filter(session -> session.group().within(group))
                                .isPresent())
                        .orElse(true);
    }

    @Override
    public long nextMessageSequence(TenantId tenant, SessionId session) {
        NavigableMap<Long, Message> all = messagesOf(tenant, session);
        return all.isEmpty() ? 1 : all.lastKey() + 1;
    }

    @Override
    public Event append(TenantId tenant, Optional<SessionId> session, Instant time, EventData data) {
        Event event = new Event(tenant, events.newest(tenant) + 1, time, session, data);
        events.append(tenant, event);
        appended.add(event);
        return event;
    }

    @Override
    public void record(TenantId tenant, SessionId session, Fact fact) {
        facts.append(tenant, new Observed(session, fact));
    }

    @Override
    public int pruneEvents(Retention retention, Instant now) {
        return events.prune(retention, now);
    }

    @Override
    public int pruneFacts(Retention retention, Instant now) {
        return facts.prune(retention, now);
    }

    @Override
    public int pruneRemoved(Retention retention, Instant now) {
        Instant before = now.minus(retention.age());
        List<Session> old = sessions.values().stream()
                .filter(session -> session.removed().filter(before::isAfter).isPresent())
                .toList();
        int gone = 0;
        for (Session session : old) {
            TenantId tenant = session.tenant();
            SessionId id = session.id();
            gone += remove(messages, messagesOf(tenant, id).values().stream().map(one -> new Of<>(tenant, one.id())));
            remove(inboxes, Stream.of(new Of<>(tenant, id)));
            gone += remove(requests, requestsOf(tenant, id).map(one -> new Of<>(tenant, one.id())));
            gone += remove(turns, turnsOf(tenant, id).map(one -> new InSession<>(tenant, id, one.number())));
            gone += remove(usage, usageEntries(tenant, id).stream().map(one -> new InSession<>(tenant, id, one.key())));
            gone += remove(sessions, Stream.of(new Of<>(tenant, id)));
        }
        return gone;
    }

    private <K> int remove(Map<K, ?> map, Stream<K> keys) {
        List<K> gone = keys.toList();
        gone.forEach(key -> undo.remove(map, key));
        return gone.size();
    }

    @Override
    public Optional<Session> session(TenantId tenant, SessionId id) {
        return Optional.ofNullable(sessions.get(new Of<>(tenant, id)));
    }

    @Override
    public Optional<Session> sessionByKey(TenantId tenant, String key) {
        return sessions(tenant).stream()
                .filter(session -> session.key().filter(key::equals).isPresent())
                .findFirst();
    }

    @Override
    public List<Session> sessions(TenantId tenant) {
        return allSessions().stream()
                .filter(session -> session.tenant().equals(tenant))
                .toList();
    }

    @Override
    public List<Session> allSessions() {
        return sessions.values().stream()
                .filter(session -> session.removed().isEmpty())
                .sorted(Comparator.comparing(Session::createdAt)
                        .thenComparing(Session::id)
                        .thenComparing(session -> session.tenant().value()))
                .toList();
    }

    @Override
    public Set<AgentSessionId> allRemovedConversations() {
        return sessions.values().stream()
                .filter(session -> session.removed().isPresent())
                .flatMap(session -> session.agentSessionId().stream())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Message> message(TenantId tenant, MessageId id) {
        return Optional.ofNullable(messages.get(new Of<>(tenant, id)));
    }

    @Override
    public Optional<Message> messageByKey(TenantId tenant, SessionId session, String key) {
        return messagesOf(tenant, session).values().stream()
                .filter(message -> message.key().filter(key::equals).isPresent())
                .findFirst();
    }

    @Override
    public List<MessageHead> inbox(TenantId tenant, SessionId session) {
        return unended(tenant, session).map(Message::head).toList();
    }

    @Override
    public InboxSize inboxSize(TenantId tenant, SessionId session) {
        return new InboxSize(
                (int) unended(tenant, session)
                        .filter(message -> message.state() == MessageState.ACCEPTED)
                        .count(),
                (int) unended(tenant, session).count(),
                unended(tenant, session)
                        .mapToLong(message -> message.text().getBytes(StandardCharsets.UTF_8).length)
                        .sum());
    }

    private Stream<Message> unended(TenantId tenant, SessionId session) {
        return messagesOf(tenant, session).values().stream()
                .filter(message -> !message.state().terminal());
    }

    @Override
    public List<Message> messages(TenantId tenant, SessionId session, long afterSequence, int limit) {
        return messagesOf(tenant, session).tailMap(afterSequence, false).values().stream()
                .limit(Math.max(limit, 0))
                .toList();
    }

    private NavigableMap<Long, Message> messagesOf(TenantId tenant, SessionId session) {
        return inboxes.computeIfAbsent(new Of<>(tenant, session), none -> new TreeMap<>());
    }

    @Override
    public Optional<Request> request(TenantId tenant, RequestId id) {
        return Optional.ofNullable(requests.get(new Of<>(tenant, id)));
    }

    @Override
    public Optional<Request> requestByKey(TenantId tenant, SessionId session, String key) {
        return requestsOf(tenant, session)
                .filter(request -> request.key().equals(key))
                .findFirst();
    }

    @Override
    public List<Request> openRequests(TenantId tenant, Optional<SessionId> session) {
        return requests.values().stream()
                .filter(request -> request.tenant().equals(tenant)
                        && request.open()
                        && session.map(request.session()::equals).orElse(true))
                .sorted(oldestFirst())
                .toList();
    }

    @Override
    public List<Request> requestsBeginning(TenantId tenant, String beginning, int limit) {
        return requests.values().stream()
                .filter(request -> request.tenant().equals(tenant)
                        && request.id().toString().startsWith(beginning))
                .sorted(Comparator.comparing(request -> request.id().toString()))
                .limit(Math.max(limit, 0))
                .toList();
    }

    @Override
    public List<Request> requests(TenantId tenant, SessionId session, int limit) {
        return requestsOf(tenant, session)
                .sorted(oldestFirst().reversed())
                .limit(Math.max(limit, 0))
                .toList();
    }

    private Stream<Request> requestsOf(TenantId tenant, SessionId session) {
        return requests.values().stream()
                .filter(request ->
                        request.tenant().equals(tenant) && request.session().equals(session));
    }

    private static Comparator<Request> oldestFirst() {
        return Comparator.comparing(Request::openedAt)
                .thenComparing(request -> request.id().toString());
    }

    @Override
    public Optional<Turn> turn(TenantId tenant, SessionId session, int number) {
        return Optional.ofNullable(turns.get(new InSession<>(tenant, session, number)));
    }

    @Override
    public Optional<Turn> turnByKey(TenantId tenant, SessionId session, String key) {
        return turnsOf(tenant, session).filter(turn -> turn.key().equals(key)).findFirst();
    }

    @Override
    public Optional<Turn> lastTurn(TenantId tenant, SessionId session) {
        return turnsOf(tenant, session).reduce((earlier, later) -> later);
    }

    @Override
    public List<Turn> turns(TenantId tenant, SessionId session, int afterNumber, int limit) {
        return turnsOf(tenant, session)
                .filter(turn -> turn.number() > afterNumber)
                .limit(Math.max(limit, 0))
                .toList();
    }

    private Stream<Turn> turnsOf(TenantId tenant, SessionId session) {
        return turns.values().stream()
                .filter(turn -> turn.tenant().equals(tenant) && turn.session().equals(session))
                .sorted(Comparator.comparingInt(Turn::number));
    }

    @Override
    public List<Event> events(TenantId tenant, Optional<SessionId> session, long afterSequence, int limit) {
        return events.of(tenant).tailMap(afterSequence, false).values().stream()
                .filter(event -> session.isEmpty() || event.session().equals(session))
                .limit(Math.max(limit, 0))
                .toList();
    }

    @Override
    public EventRange eventRange(TenantId tenant) {
        return events.range(tenant);
    }

    @Override
    public List<Fact> factHistory(TenantId tenant, SessionId session, int limit) {
        return facts.of(tenant).descendingMap().values().stream()
                .filter(observed -> observed.session().equals(session))
                .map(Observed::fact)
                .limit(Math.max(limit, 0))
                .toList();
    }
}
