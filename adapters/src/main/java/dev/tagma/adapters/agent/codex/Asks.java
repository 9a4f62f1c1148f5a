package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the agent asks and nobody has answered. The app-server asks all who are connected; the first answer counts. */
final class Asks {

    /** An app-server that does not take an answer by then hangs, or the connection is gone. */
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(5);

    private final Wording wording;
    private final Observer observer;
    private final Clock clock;
    private final Pulse seen;
    private final Map<String, Ask> open = new LinkedHashMap<>();
    private final Map<String, JsonNode> changes = new LinkedHashMap<>();
    private int connections;

    /**
     * An open question of the app-server.
     *
     * @param id its name on the connection
     */
    record Ask(JsonNode id, String method, JsonNode params) {

        /** The same after another connection, and another one after a restart of the app-server. */
        String key() {
            // What a tool server asks has no name but the app-server's.
            String item =
                    params.path("itemId").asString(params.path("serverName").asString("") + " " + id);
            return turn() + "/" + item + "/" + params.path("approvalId").asString("");
        }

        String turn() {
            return params.path("turnId").asString("");
        }
    }

    Asks(Wording wording, Observer observer, Clock clock, Pulse seen) {
        this.wording = wording;
        this.observer = observer;
        this.clock = clock;
        this.seen = seen;
    }

    /** Another connection begins: what is open will be asked again. */
    synchronized void anew() {
        open.clear();
        connections++;
    }

    /** A change of files is told before leave for it is asked. */
    synchronized void item(JsonNode item) {
        if (item.path("type").asString("").equals("fileChange")) {
            changes.put(item.path("id").asString(""), item.path("changes"));
        }
    }

    synchronized void asked(JsonNode id, String method, JsonNode params) {
        Ask ask = new Ask(id, method, params);
        Optional<RequestKind> kind = Wording.kind(ask);
        if (kind.isEmpty()) {
            return;
        }
        open.put(ask.key(), ask);
        Instant now = clock.instant();
        long started = params.path("startedAtMs").asLong(now.toEpochMilli());
        JsonNode change = changes.get(params.path("itemId").asString(""));
        observer.observed(new Observation.RequestOpened(
                ask.key(),
                kind.get(),
                wording.title(ask, change),
                kind.get() == RequestKind.PERMISSION ? Optional.of(Wording.tool(method)) : Optional.empty(),
                wording.detail(ask, change),
                Wording.questions(ask),
                Wording.answerable(ask) ? Request.Channel.NATIVE : Request.Channel.TERMINAL,
                Instant.ofEpochMilli(started).isAfter(now) ? now : Instant.ofEpochMilli(started)));
    }

    /** Somebody answered, or it was taken back. */
    synchronized void resolved(JsonNode id) {
        open.values().stream()
                .filter(ask -> ask.id().equals(id))
                .findFirst()
                .ifPresent(ask -> close(ask, Request.How.ANSWERED_AT_TERMINAL));
    }

    /** A turn is over, and with it what was asked in it. */
    synchronized void over(String turn) {
        List.copyOf(open.values()).stream()
                .filter(ask -> ask.turn().equals(turn))
                .forEach(ask -> close(ask, Request.How.WITHDRAWN));
        changes.clear();
    }

    private void close(Ask ask, Request.How how) {
        open.remove(ask.key());
        observer.observed(new Observation.RequestClosed(ask.key(), how, Optional.empty(), clock.instant()));
    }

    synchronized Set<String> openKeys() {
        return Set.copyOf(open.keySet());
    }

    synchronized Optional<Ask> find(Request request) {
        return Optional.ofNullable(open.get(request.key()));
    }

    /** What the answer is in the app-server's own words, or why it has none. */
    Wording.Reply reply(Ask ask, Answer answer) {
        return wording.answer(ask, answer);
    }

    private synchronized int connections() {
        return connections;
    }

    /** Hands an answer over; it has arrived when the app-server does not ask any more. */
    Answered hand(Rpc rpc, Ask ask, JsonNode result) {
        int connection = connections();
        try {
            rpc.answer(ask.id(), result);
        } catch (IOException broken) {
            return new Answered.Refused("the connection to its app-server broke: " + broken.getMessage()
                    + "; answer it again when the session is known again");
        }
        long deadline = System.nanoTime() + ARRIVES_WITHIN.toNanos();
        while (true) {
            long before = seen.count();
            long left = deadline - System.nanoTime();
            if (connections() != connection) {
                return new Answered.Refused("the connection to its app-server broke; look at the request again");
            }
            if (!isOpen(ask)) {
                return new Answered.Delivered();
            }
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return new Answered.Refused("the app-server did not take the answer within "
                        + ARRIVES_WITHIN.toSeconds() + " s; look at the request again");
            }
            seen.await(before, Duration.ofNanos(left));
        }
    }

    private synchronized boolean isOpen(Ask ask) {
        return ask.equals(open.get(ask.key()));
    }
}
