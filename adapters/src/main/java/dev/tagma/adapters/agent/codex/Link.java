package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.agent.codex.StateFile.Held;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The connection to the session's app-server, made again whenever it breaks. While there is none, nothing is known of what
 * the agent does.
 */
final class Link implements Rpc.Hearer, AutoCloseable {

    /** An app-server that does not answer by then hangs. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How long whoever needs the connection waits while it is made. */
    static final Duration SETTLES_WITHIN = Duration.ofSeconds(3);

    /** One that cannot be connected to by then will not be; the slowest machine takes some seconds. */
    private static final Duration OPENS_WITHIN = Duration.ofMinutes(2);

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(Link.class.getName());

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
    private final Pulse ending = new Pulse();
    private volatile boolean closed;
    private volatile boolean ready;
    private volatile @Nullable Rpc live;
    private @Nullable Thread keeper;

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
    }

    /**
     * Connects and stays connected.
     *
     * @param opened runs when the conversation is open, once
     * @param failed is told why it cannot be opened
     */
    void open(Runnable opened, Consumer<String> failed) {
        keeper = Thread.ofVirtual().name("codex-link").start(() -> keep(opened, failed));
    }

    private void keep(Runnable opened, Consumer<String> failed) {
        long deadline = System.nanoTime() + OPENS_WITHIN.toNanos();
        Duration pause = FIRST_RETRY;
        while (!closed) {
            try (Rpc rpc = Rpc.connect(socket, mapper, this)) {
                settle(rpc);
                pause = FIRST_RETRY;
                if (!ready) {
                    opened.run();
                    ready = true;
                }
                broken(rpc.awaitEnd());
            } catch (IOException notThere) {
                if (!ready && System.nanoTime() > deadline) {
                    failed.accept("Codex could not be spoken to within " + OPENS_WITHIN.toMinutes() + " minutes: "
                            + notThere.getMessage());
                    return;
                }
                broken(String.valueOf(notThere.getMessage()));
            } catch (Rpc.Refused refused) {
                if (!state.state().open()) {
                    failed.accept("Codex did not open the conversation: " + refused.getMessage());
                    return;
                }
                broken("Codex does not show the conversation: " + refused.getMessage());
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "The connection to an app-server failed; connecting anew", failure);
                broken("Tagma failed: " + failure);
            }
            ending.await(0, pause);
            pause = pause.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : LAST_RETRY;
        }
    }

    private void broken(String reason) {
        live = null;
        if (!closed && ready) {
            observer.observed(new Observation.CarrierChanged(Source.PROTOCOL, new Carrier.Broken(reason)));
        }
        seen.beat();
    }

    /** Finds out what there is: the conversation, its status, what is asked, and how its last turns ended. */
    private void settle(Rpc rpc) throws IOException, Rpc.Refused {
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
                params -> params.put("threadId", current()).put("limit", 20));
        conversation.follow();
        for (JsonNode turn : List.copyOf(turns.path("data").values()).reversed()) {
            if (turn.path("status").asString("").equals("inProgress")) {
                board.runs(turn.path("id").asString(""));
            } else {
                end(turn, Instant.ofEpochSecond(turn.path("completedAt").asLong(0)));
            }
        }
        board.found(thread.path("status"), asked);
        observer.observed(new Observation.RequestsAre(asks.openKeys(), clock.instant()));
        observer.observed(new Observation.CarrierChanged(Source.PROTOCOL, Carrier.INTACT));
        live = rpc;
        seen.beat();
    }

    private JsonNode subscribe(Rpc rpc) throws IOException, Rpc.Refused {
        return call(
                        rpc,
                        "thread/resume",
                        params -> params.put("threadId", current()).put("excludeTurns", true))
                .path("thread");
    }

    private JsonNode begin(Rpc rpc) throws IOException, Rpc.Refused {
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

    private JsonNode call(Rpc rpc, String method, Fill fill) throws IOException, Rpc.Refused {
        return rpc.call(method, fill.into(mapper.createObjectNode()), PATIENCE);
    }

    // ---- what the app-server says

    @Override
    public void notified(String method, JsonNode params, JsonNode message) {
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
            case "serverRequest/resolved" -> asks.resolved(params.path("requestId"));
            default -> {
                return;
            }
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
        Rpc current = live;
        if (current == null) {
            throw new TerminalException("there is no connection to its app-server", false);
        }
        return current;
    }

    boolean connected() {
        return live != null;
    }

    /** Waits for the connection, at most so long. */
    void awaitConnected(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = seen.count();
            long left = deadline - System.nanoTime();
            if (connected() || closed || left <= 0 || Thread.currentThread().isInterrupted()) {
                return;
            }
            seen.await(before, Duration.ofNanos(left));
        }
    }

    @Override
    public void close() {
        closed = true;
        ending.beat();
        Rpc current = live;
        if (current != null) {
            current.close();
        }
        if (keeper != null) {
            keeper.interrupt();
        }
    }
}
