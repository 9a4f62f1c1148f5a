package dev.tagma.store.codec;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.Session;
import dev.tagma.core.turn.Turn;
import tools.jackson.databind.json.JsonMapper;

/** The formats of all documents. Thread-safe. */
public final class StoreCodec {

    private final DocumentFormat<Session> sessions;
    private final MessageFormat messages;
    private final DocumentFormat<Request> requests;
    private final DocumentFormat<Turn> turns;
    private final DocumentFormat<Fact> facts;
    private final EventFormat events;

    public StoreCodec() {
        this(Upcasters.ALL);
    }

    StoreCodec(Upcasters upcasters) {
        JsonMapper mapper = JsonMapper.builder().build();
        this.sessions = new DocumentFormat<>("session", new SessionShape(), upcasters, mapper);
        this.messages = new MessageFormat(new DocumentFormat<>("message", new MessageShape(), upcasters, mapper));
        this.requests = new DocumentFormat<>("request", new RequestShape(), upcasters, mapper);
        this.turns = new DocumentFormat<>("turn", new TurnShape(), upcasters, mapper);
        this.facts = new DocumentFormat<>("fact", new FactShape(), upcasters, mapper);
        this.events = new EventFormat(upcasters, mapper);
    }

    public DocumentFormat<Session> sessions() {
        return sessions;
    }

    public MessageFormat messages() {
        return messages;
    }

    public DocumentFormat<Request> requests() {
        return requests;
    }

    public DocumentFormat<Turn> turns() {
        return turns;
    }

    public DocumentFormat<Fact> facts() {
        return facts;
    }

    public EventFormat events() {
        return events;
    }
}
