package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.agent.codex.StateFile.Held;
import dev.tagma.adapters.connection.KeptConnection;
import dev.tagma.adapters.connection.RefusedException;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is said and heard on the connection to the session's app-server. */
final class Link implements Rpc.Hearer, KeptConnection.Wire<Rpc>, AutoCloseable {

    /** An app-server that does not answer by then hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path socket;
    private final JsonMapper mapper;
    private final Opening opening;
    private final StateFile state;
    private final Conversation conversation;
    private final Board board;
    private final Asks asks;
    private final Observer observer;
    private final Clock clock;
    private final Pulse seen;
    private final KeptConnection<Rpc> connection;

    Link(
            Path socket,
            JsonMapper mapper,
            Opening opening,
            StateFile state,
            Conversation conversation,
            Board board,
            Asks asks,
            Observer observer,
            Clock clock,
            Pulse seen) {
        this.socket = socket;
        this.mapper = mapper;
        this.opening = opening;
        this.state = state;
        this.conversation = conversation;
        this.board = board;
        this.asks = asks;
        this.observer = observer;
        this.clock = clock;
        this.seen = seen;
        this.connection = new KeptConnection<>("Codex", this, observer, seen);
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
    public Rpc connect() throws IOException {
        return Rpc.connect(socket, mapper, this, PATIENCE);
    }

    @Override
    public void listen(Rpc rpc) throws IOException {
        throw new IOException(rpc.awaitEnd());
    }

    @Override
    public boolean isOpen() {
        return state.state().open();
    }

    /** Finds out what there is: the conversation, its status, what is asked, and how its last turns ended. */
    @Override
    public void settle(Rpc rpc) throws IOException, RefusedException {
        board.anew();
        asks.anew();
        // The app-server counts in milliseconds.
        Instant asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        call(
                rpc,
                "initialize",
                params -> params.set(
                                "clientInfo",
                                mapper.createObjectNode()
                                        .put("name", "tagma")
                                        .put("title", "Tagma")
                                        .put("version", "1"))
                        .set("capabilities", mapper.createObjectNode().put("experimentalApi", true)));
        rpc.tell("initialized");
        JsonNode thread = state.state().open() ? subscribe(rpc) : begin(rpc);
        JsonNode turns = call(
                        rpc,
                        "thread/turns/list",
                        params -> params.put("threadId", current()).put("limit", 20))
                .path("data");
        conversation.follow();
        for (JsonNode turn : List.copyOf(turns.values()).reversed()) {
            if (runs(turn)) {
                board.runs(turn.path("id").asString(""));
            } else {
                end(turn, endOf(turn));
            }
        }
        rests(turns.path(0));
        board.found(thread.path("status"), asked);
        Goals.tell(rpc, mapper.createObjectNode().put("threadId", current()), observer);
        observer.observed(new Observation.RequestsAre(asks.openKeys(), clock.instant()));
    }

    private static boolean runs(JsonNode turn) {
        return turn.path("status").asString("").equals("inProgress");
    }

    private static Instant endOf(JsonNode turn) {
        return Instant.ofEpochSecond(
                turn.path("completedAt").asLong(turn.path("startedAt").asLong(0)));
    }

    /** Whatever came of the newest turn holds until the next one; whoever started the agent anew since let it go. */
    private void rests(JsonNode newest) {
        boolean since = !endOf(newest).isBefore(state.state().startedAt().truncatedTo(ChronoUnit.SECONDS));
        if (newest.isObject() && !runs(newest) && since) {
            board.over(newest, endOf(newest));
        }
    }

    private JsonNode subscribe(Rpc rpc) throws IOException, RefusedException {
        return call(
                        rpc,
                        "thread/resume",
                        params -> params.put("threadId", current()).put("excludeTurns", true))
                .path("thread");
    }

    private JsonNode begin(Rpc rpc) throws IOException, RefusedException {
        JsonNode thread = opening.open(rpc);
        String id = thread.path("id").asString("");
        state.holds(new Held(id, Path.of(thread.path("path").asString(""))));
        observer.observed(new Observation.Identity(new AgentSessionId(id), "the agent names its conversation so"));
        return thread;
    }

    private String current() {
        return state.state().current().orElseThrow().id();
    }

    private interface Fill {
        ObjectNode into(ObjectNode params);
    }

    private JsonNode call(Rpc rpc, String method, Fill fill) throws IOException, RefusedException {
        return rpc.call(method, fill.into(mapper.createObjectNode()), PATIENCE);
    }

    // ---- what the app-server says

    @Override
    public void notified(String method, JsonNode params, JsonNode message) {
        if (method.startsWith("account/")) {
            account(method, params, at(message));
            return;
        }
        boolean ours = state.state()
                .current()
                .filter(held -> held.id().equals(params.path("threadId").asString("")))
                .isPresent();
        if (!ours) {
            return;
        }
        Instant at = at(message);
        switch (method) {
            case "thread/status/changed" -> board.changed(params.path("status"), at);
            case "turn/started" -> board.began(params.path("turn").path("id").asString(""), at);
            case "turn/completed" -> {
                board.over(params.path("turn"), at);
                end(params.path("turn"), at);
            }
            case "item/started" -> item(params, at);
            case "item/completed" -> {
                if (params.path("item").path("type").asString("").equals("contextCompaction")) {
                    board.condition(ConditionKind.NONE, "", at);
                }
            }
            case "error" ->
                board.failed(params.path("error"), params.path("willRetry").asBoolean(false), at);
            case "thread/goal/updated" ->
                observer.observed(new Observation.GoalIs(Optional.of(Goals.of(params.path("goal")))));
            case "thread/goal/cleared" -> observer.observed(new Observation.GoalIs(Optional.empty()));
            case "serverRequest/resolved" -> {
                asks.resolved(params.path("requestId"));
                if (asks.openKeys().isEmpty()) {
                    board.answered(at);
                }
            }
            default -> {
                return;
            }
        }
        seen.beat();
    }

    /** The account is not of one conversation. */
    private void account(String method, JsonNode params, Instant at) {
        switch (method) {
            case "account/rateLimits/updated" -> board.allows(params.path("rateLimits"));
            case "account/updated" -> board.loggedIn(at);
            default -> {}
        }
        seen.beat();
    }

    private void item(JsonNode params, Instant at) {
        JsonNode item = params.path("item");
        asks.item(item);
        switch (item.path("type").asString("")) {
            case "userMessage" ->
                conversation.entered(new Entry.Prompt(
                        params.path("turnId").asString(""),
                        item.path("id").asString(""),
                        item.path("clientId").stringValueOpt(),
                        EntryParser.text(item),
                        at));
            case "contextCompaction" -> board.condition(ConditionKind.COMPACTING, "contextCompaction", at);
            case "agentMessage", "commandExecution", "fileChange" -> board.goesOn(at);
            default -> {}
        }
    }

    /** A turn whose beginning the record tells is to have begun before it ends. */
    private void end(JsonNode turn, Instant at) {
        conversation.read();
        asks.over(turn.path("id").asString(""));
        observer.observed(new Observation.TurnEnded(
                Optional.of(turn.path("id").asString("")), Board.outcome(turn), lastMessage(turn), at));
    }

    private static Optional<String> lastMessage(JsonNode turn) {
        return List.copyOf(turn.path("items").values()).reversed().stream()
                .filter(item -> item.path("type").asString("").equals("agentMessage"))
                .map(item -> item.path("text").asString(""))
                .findFirst();
    }

    private Instant at(JsonNode message) {
        Instant now = clock.instant();
        long told = message.path("emittedAtMs").asLong(0);
        return told <= 0 || told > now.toEpochMilli() ? now : Instant.ofEpochMilli(told);
    }

    @Override
    public void asked(JsonNode id, String method, JsonNode params) {
        boolean ours = state.state()
                .current()
                .filter(held -> held.id().equals(params.path("threadId").asString("")))
                .isPresent();
        if (ours) {
            asks.asked(id, method, params);
            seen.beat();
        }
    }

    // ---- what others need

    /** The connection; throws where there is none. */
    Rpc live() {
        return connection.live();
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
