package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the agent asks and nobody has answered; the first answer counts, wherever it is given. */
final class Asks {

    private final Wording wording;
    private final Observer observer;
    private final Board board;
    private final Map<String, RequestKind> open = new LinkedHashMap<>();

    Asks(Wording wording, Observer observer, Board board) {
        this.wording = wording;
        this.observer = observer;
        this.board = board;
    }

    /** At this moment the program asks exactly this. */
    synchronized void are(List<JsonNode> permissions, List<JsonNode> questions, Instant at) {
        open.clear();
        permissions.forEach(one -> opened(RequestKind.PERMISSION, one, at));
        questions.forEach(one -> opened(RequestKind.QUESTION, one, at));
        observer.observed(new Observation.RequestsAre(Set.copyOf(open.keySet()), at));
        waits(at);
    }

    synchronized void asked(RequestKind kind, JsonNode request, Instant at) {
        if (!open.containsKey(request.path("id").asString(""))) {
            opened(kind, request, at);
            waits(at);
        }
    }

    private void opened(RequestKind kind, JsonNode request, Instant at) {
        String key = request.path("id").asString("");
        open.put(key, kind);
        observer.observed(new Observation.RequestOpened(
                key,
                kind,
                wording.title(kind, request),
                kind == RequestKind.PERMISSION ? Optional.of(Wording.tool(request)) : Optional.empty(),
                wording.detail(request),
                Wording.questions(request),
                Request.Channel.NATIVE,
                EventTime.of(key, at)));
    }

    /** Somebody answered. */
    synchronized void answered(String key, Instant at) {
        close(key, Request.How.ANSWERED_AT_TERMINAL, at);
    }

    /** The agent does nothing any more, and what it asked went with it. */
    synchronized void over(Instant at) {
        List.copyOf(open.keySet()).forEach(key -> close(key, Request.How.WITHDRAWN, at));
    }

    private void close(String key, Request.How how, Instant at) {
        if (open.remove(key) != null) {
            observer.observed(new Observation.RequestClosed(key, how, Optional.empty(), at));
            waits(at);
        }
    }

    private void waits(Instant at) {
        board.waits(
                open.containsValue(RequestKind.PERMISSION)
                        ? WaitingFor.PERMISSION
                        : open.isEmpty() ? WaitingFor.NOTHING : WaitingFor.QUESTION,
                at);
    }

    synchronized boolean any() {
        return !open.isEmpty();
    }

    private synchronized Optional<RequestKind> find(String key) {
        return Optional.ofNullable(open.get(key));
    }

    /** Hands an answer over; it has arrived when the program says so. */
    Answered answer(Api api, Request request, Answer answer) {
        Optional<RequestKind> kind = find(request.key());
        if (kind.isEmpty()) {
            return new Answered.TooLate("the agent does not wait for it any more");
        }
        return switch (wording.answer(kind.get(), answer)) {
            case Wording.Reply.Not(String reason) -> new Answered.Refused(reason);
            case Wording.Reply.Post(String path, JsonNode body) -> {
                String place = (kind.get() == RequestKind.QUESTION ? "/question/" : "/permission/") + request.key();
                try {
                    JsonNode _ = api.post(place + path, body);
                    yield new Answered.Delivered();
                } catch (Api.Refused refused) {
                    yield refused.gone()
                            ? new Answered.TooLate("the agent does not wait for it any more")
                            : new Answered.Refused("OpenCode did not take the answer: " + refused.getMessage());
                } catch (IOException broken) {
                    yield new Answered.Refused("it is not known whether OpenCode took the answer: "
                            + broken.getMessage() + "; look at the request again");
                }
            }
        };
    }
}
