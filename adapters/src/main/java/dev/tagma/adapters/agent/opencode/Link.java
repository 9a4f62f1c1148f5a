package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.connection.KeptConnection;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is said and heard on the connection to the session's program: first the stream of what it tells by itself, then a
 * look at all that is, then what was told meanwhile.
 */
final class Link implements KeptConnection.Wire<EventStream>, AutoCloseable {

    /** So many newest messages are read when something was said: more were not said since the last look. */
    private static final int NEWS = 20;

    private final Api api;
    private final Opening opening;
    private final StateFile state;
    private final Conversation conversation;
    private final Board board;
    private final Asks asks;
    private final Kin kin;
    private final JsonMapper mapper;
    private final Observer observer;
    private final Clock clock;
    private final Pulse seen;
    private final KeptConnection<EventStream> connection;
    private String wordless = "";

    Link(
            Api api,
            Opening opening,
            StateFile state,
            Conversation conversation,
            Board board,
            Asks asks,
            JsonMapper mapper,
            Observer observer,
            Clock clock,
            Pulse seen) {
        this.api = api;
        this.opening = opening;
        this.state = state;
        this.conversation = conversation;
        this.board = board;
        this.asks = asks;
        this.kin = new Kin(api, state);
        this.mapper = mapper;
        this.observer = observer;
        this.clock = clock;
        this.seen = seen;
        this.connection = new KeptConnection<>("OpenCode", this, observer, seen);
    }

    /**
     * Connects and stays connected.
     *
     * @param opened runs when the conversation is open, once
     * @param failed is told why it cannot be opened
     */
    void open(Runnable opened, Consumer<String> failed) {
        connection.open(opened, failed);
    }

    @Override
    public EventStream connect() throws IOException, Api.Refused {
        api.requireLocked();
        return api.events();
    }

    @Override
    public boolean isOpen() {
        return state.state().open();
    }

    @Override
    public void listen(EventStream events) throws IOException {
        while (true) {
            heard(events.next());
            seen.beat();
        }
    }

    /** Finds out what there is: the conversation, its status, what is asked, and how its turns ended. */
    @Override
    public void settle(EventStream events) throws IOException, Api.Refused {
        // It is heard from here on: what happens after this is told, what happened before is seen.
        JsonNode _ = events.next();
        if (!state.state().open()) {
            String id = opening.open(api);
            state.holds(id);
            observer.observed(new Observation.Identity(new AgentSessionId(id), "the agent names its conversation so"));
        }
        // The program counts in milliseconds.
        Instant asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String current = state.current();
        JsonNode status = api.get("/session/status").path(current);
        JsonNode said = api.get("/session/" + current + "/message");
        conversation.take(said);
        boolean idle = status.path("type").asString("idle").equals("idle");
        if (idle) {
            conversation.idle(asked);
        } else {
            conversation.busy(asked);
        }
        asks.are(ours(api.get("/permission")), ours(api.get("/question")), asked);
        board.is(status, asked);
        if (idle) {
            board.rests(Message.failing(said, state.state().startedAt()), asked);
        }
    }

    private List<JsonNode> ours(JsonNode requests) throws IOException {
        List<JsonNode> ours = new ArrayList<>();
        for (JsonNode request : requests) {
            if (kin.is(request)) {
                ours.add(request);
            }
        }
        return ours;
    }

    // ---- what the program tells

    private void heard(JsonNode event) throws IOException {
        JsonNode told = event.path("properties");
        Instant at = EventTime.of(event.path("id").asString(""), clock.instant());
        boolean own = kin.own(told.path("sessionID").asString(""));
        switch (event.path("type").asString("")) {
            case "session.status" -> {
                if (own) {
                    status(told.path("status"), at);
                }
            }
            case "session.idle" -> {
                if (own) {
                    status(mapper.createObjectNode().put("type", "idle"), at);
                }
            }
            case "session.error" -> {
                if (own) {
                    failed(Fault.of(told.path("error")), at);
                }
            }
            case "session.compacted" -> {
                if (own) {
                    board.goesOn(at);
                }
            }
            case "message.updated" -> {
                if (own) {
                    said(told.path("info"), at);
                } else if (Spent.isTold(told.path("info")) && kin.is(told)) {
                    conversation.used(told.path("info"));
                }
            }
            case "message.part.updated" -> {
                if (own) {
                    part(told.path("part"));
                }
            }
            case "permission.asked" -> asked(RequestKind.PERMISSION, told, at);
            case "question.asked" -> asked(RequestKind.QUESTION, told, at);
            case "permission.replied", "question.replied", "question.rejected" ->
                asks.answered(told.path("requestID").asString(""), at);
            default -> {}
        }
    }

    /** A turn's end is told with all that was said in it. */
    private void status(JsonNode status, Instant at) throws IOException {
        if (board.isNewerThan(at)) {
            return;
        }
        boolean ends = status.path("type").asString("idle").equals("idle") && board.active();
        if (ends) {
            if (Message.completes(look())) {
                // That it went on may have been told before it was asked, and so to nobody.
                board.goesOn(at);
            }
            asks.over(at);
        }
        board.is(status, at);
        if (ends) {
            conversation.idle(at);
        }
    }

    /** What failed may never have begun to run. */
    private void failed(Fault fault, Instant at) throws IOException {
        board.failed(fault, at);
        Instant asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            status(api.get("/session/status").path(state.current()), asked);
        } catch (Api.Refused refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    private void asked(RequestKind kind, JsonNode request, Instant at) throws IOException {
        if (kin.is(request)) {
            asks.asked(kind, request, at);
        }
    }

    private void said(JsonNode info, Instant at) throws IOException {
        if (!info.path("role").asString("").equals("assistant")) {
            return;
        }
        if (info.path("summary").asBoolean(false)
                && info.path("time").path("completed").isMissingNode()) {
            board.compacting(at);
        }
        conversation.used(info);
        // It may answer something that holds no text.
        String answered = info.path("parentID").asString("");
        if (!conversation.knows(answered) && !answered.equals(wordless)) {
            wordless = answered;
            JsonNode _ = look();
        }
    }

    /** A prompt is told first and holds its text a moment later. */
    private void part(JsonNode part) throws IOException {
        String message = part.path("messageID").asString("");
        boolean whole = part.path("type").asString("").equals("text")
                && part.path("time").isMissingNode()
                && !conversation.knows(message);
        if (whole) {
            JsonNode _ = look();
        }
    }

    /** The newest messages, which are taken in. */
    private JsonNode look() throws IOException {
        try {
            JsonNode newest = api.get("/session/" + state.current() + "/message?limit=" + NEWS);
            conversation.take(newest);
            return newest;
        } catch (Api.Refused refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    // ---- what others need

    /** Speaks to the program; throws where there is no connection. */
    Api live() {
        EventStream _ = connection.live();
        return api;
    }

    /** Looks at everything anew. */
    void renew() {
        connection.renew();
    }

    boolean connected() {
        return connection.connected();
    }

    /** Waits a while for the connection where there is none. */
    void awaitConnected() {
        connection.awaitConnected(KeptConnection.SETTLES_WITHIN);
    }

    @Override
    public void close() {
        connection.close();
    }
}
