package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The connection to the session's program, made again whenever it breaks: first the stream of what it tells by itself, then
 * a look at all that is, then what was told meanwhile. While there is none, nothing is known of what the agent does.
 */
final class Link implements AutoCloseable {

    /** How long whoever needs the connection waits while it is made. */
    static final Duration SETTLES_WITHIN = Duration.ofSeconds(3);

    /** One that cannot be connected to by then will not be; the slowest machine takes half a minute. */
    private static final Duration OPENS_WITHIN = Duration.ofMinutes(2);

    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(2);

    /** So many newest messages are read when something was said: more were not said since the last look. */
    private static final int NEWS = 20;

    private static final System.Logger LOG = System.getLogger(Link.class.getName());

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
    private final Pulse ending = new Pulse();
    private volatile boolean closed;
    private volatile boolean ready;
    private volatile boolean settled;
    private volatile @Nullable EventStream stream;
    private String wordless = "";
    private @Nullable Thread keeper;

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
    }

    /**
     * Connects and stays connected.
     *
     * @param opened runs when the conversation is open, once
     * @param failed is told why it cannot be opened
     */
    void open(Runnable opened, Consumer<String> failed) {
        keeper = Thread.ofVirtual().name("opencode-link").start(() -> keep(opened, failed));
    }

    private void keep(Runnable opened, Consumer<String> failed) {
        long deadline = System.nanoTime() + OPENS_WITHIN.toNanos();
        Duration pause = FIRST_RETRY;
        while (!closed) {
            try {
                api.requireLocked();
                listen(opened);
            } catch (IOException notThere) {
                if (!ready && System.nanoTime() > deadline) {
                    failed.accept("OpenCode could not be spoken to within " + OPENS_WITHIN.toMinutes() + " minutes: "
                            + notThere.getMessage());
                    return;
                }
                pause = settled ? FIRST_RETRY : pause;
                broken(String.valueOf(notThere.getMessage()));
            } catch (Api.Refused refused) {
                if (!state.state().open()) {
                    failed.accept("OpenCode did not open the conversation: " + refused.getMessage());
                    return;
                }
                broken("OpenCode does not show the conversation: " + refused.getMessage());
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "The connection to OpenCode failed; connecting anew", failure);
                broken("Tagma failed: " + failure);
            }
            ending.await(0, pause);
            pause = pause.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : LAST_RETRY;
        }
    }

    private void listen(Runnable opened) throws IOException, Api.Refused {
        try (EventStream events = api.events()) {
            stream = events;
            // It is heard from here on: what happens after this is told, what happened before is seen.
            JsonNode _ = events.next();
            settle();
            if (!ready) {
                opened.run();
                ready = true;
            }
            while (!closed) {
                heard(events.next());
                seen.beat();
            }
        }
    }

    private void broken(String reason) {
        settled = false;
        if (!closed && ready) {
            observer.observed(new Observation.CarrierChanged(Source.PROTOCOL, new Carrier.Broken(reason)));
        }
        seen.beat();
    }

    /** Finds out what there is: the conversation, its status, what is asked, and how its turns ended. */
    private void settle() throws IOException, Api.Refused {
        if (!state.state().open()) {
            String id = opening.open(api);
            state.holds(id);
            observer.observed(new Observation.Identity(new AgentSessionId(id), "the agent names its conversation so"));
        }
        // The program counts in milliseconds.
        Instant asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String current = state.current();
        JsonNode status = api.get("/session/status").path(current);
        conversation.take(api.get("/session/" + current + "/message"));
        if (status.path("type").asString("idle").equals("idle")) {
            conversation.idle(asked);
        } else {
            conversation.busy(asked);
        }
        asks.are(ours(api.get("/permission")), ours(api.get("/question")), asked);
        board.is(status, asked);
        observer.observed(new Observation.CarrierChanged(Source.PROTOCOL, Carrier.INTACT));
        settled = true;
        seen.beat();
    }

    private List<JsonNode> ours(JsonNode requests) {
        return requests.values().stream().filter(kin::is).toList();
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
            look();
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

    private void asked(RequestKind kind, JsonNode request, Instant at) {
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
        // It may answer something that holds no text.
        String answered = info.path("parentID").asString("");
        if (!conversation.knows(answered) && !answered.equals(wordless)) {
            wordless = answered;
            look();
        }
    }

    /** A prompt is told first and holds its text a moment later. */
    private void part(JsonNode part) throws IOException {
        String message = part.path("messageID").asString("");
        boolean whole = part.path("type").asString("").equals("text")
                && part.path("time").isMissingNode()
                && !conversation.knows(message);
        if (whole) {
            look();
        }
    }

    private void look() throws IOException {
        try {
            conversation.take(api.get("/session/" + state.current() + "/message?limit=" + NEWS));
        } catch (Api.Refused refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    // ---- what others need

    /** Speaks to the program; throws where there is no connection. */
    Api live() {
        if (!settled) {
            throw new TerminalException("there is no connection to OpenCode", false);
        }
        return api;
    }

    /** Looks at everything anew. */
    void renew() {
        EventStream current = stream;
        if (current != null) {
            current.close();
        }
    }

    boolean connected() {
        return settled;
    }

    /** Waits for the connection, at most so long. */
    void awaitConnected(Duration atMost) {
        boolean _ = seen.until(() -> settled || closed, is -> is, atMost);
    }

    @Override
    public void close() {
        closed = true;
        settled = false;
        ending.beat();
        EventStream current = stream;
        if (current != null) {
            current.close();
        }
        if (keeper != null) {
            keeper.interrupt();
        }
    }
}
