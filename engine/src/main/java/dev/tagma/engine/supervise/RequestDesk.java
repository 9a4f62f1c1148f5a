package dev.tagma.engine.supervise;

import dev.tagma.core.event.EventData;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.Request.Channel;
import dev.tagma.core.request.Request.Closing;
import dev.tagma.core.request.Request.How;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.Session;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.ids.Ids;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import dev.tagma.spi.store.Writes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a session's requests. An answer is stored as decided before it is handed to the agent and closes the request
 * after; a crash in between is healed when the agent is found still asking.
 */
final class RequestDesk {

    private static final System.Logger LOG = System.getLogger(RequestDesk.class.getName());

    private static final String AT_TERMINAL = "terminal";

    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final Checkpoint checkpoint;
    private final Set<RequestId> inHand = ConcurrentHashMap.newKeySet();

    RequestDesk(Store store, Clock clock, Ids ids, Checkpoint checkpoint) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.checkpoint = checkpoint;
    }

    List<Request> open(Session session) {
        return store.read(reads -> reads.openRequests(session.tenant(), Optional.of(session.id())));
    }

    /** Records a request. One that is known changes at most its channel; one that was decided is answered again. */
    void opened(Session session, Observation.RequestOpened asked, Driver driver) {
        Request request = store.write(writes -> writes.requestByKey(session.tenant(), session.id(), asked.key())
                .map(known -> over(writes, known, asked.channel(), "the agent asks again"))
                .orElseGet(() -> record(writes, session, asked)));
        if (request.open()) {
            request.decided()
                    .flatMap(Closing::answer)
                    .ifPresent(answer -> answerAgain(session, request, answer, driver));
        }
    }

    /**
     * What a daemon decided that died over it. Where the request is over by now, it was by that. Where the answer cannot be
     * handed over, whoever looks next decides anew.
     */
    private void answerAgain(Session session, Request request, Answer answer, Driver driver) {
        if (!inHand.add(request.id())) {
            return;
        }
        try {
            if (!(hand(session, request, answer, driver) instanceof Answered.Refused)) {
                close(session, request.id(), request.decided().orElseThrow());
            }
        } catch (StoreException failed) {
            throw failed;
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "Request " + request.id() + " is still open", failed);
        } finally {
            inHand.remove(request.id());
        }
    }

    private Request record(Writes writes, Session session, Observation.RequestOpened asked) {
        Request request = new Request(
                session.tenant(),
                session.id(),
                new RequestId(ids.next()),
                asked.key(),
                asked.kind(),
                asked.title(),
                asked.tool(),
                asked.detail(),
                asked.questions(),
                asked.channel(),
                asked.at(),
                Optional.empty(),
                Optional.empty());
        writes.put(request);
        writes.append(
                session.tenant(),
                Optional.of(session.id()),
                asked.at(),
                new EventData.RequestOpened(
                        request.id(), request.kind(), request.title(), request.tool(), request.channel()));
        return request;
    }

    void channel(Session session, Observation.RequestChannel changed) {
        store.write(writes -> {
            writes.requestByKey(session.tenant(), session.id(), changed.key())
                    .ifPresent(known -> over(writes, known, changed.channel(), changed.reason()));
            return true;
        });
    }

    private Request over(Writes writes, Request known, Channel channel, String reason) {
        if (!known.open() || known.channel() == channel) {
            return known;
        }
        Request changed = known.over(channel);
        writes.put(changed);
        writes.append(
                known.tenant(),
                Optional.of(known.session()),
                clock.instant(),
                new EventData.RequestChanged(known.id(), channel, reason));
        return changed;
    }

    /** The agent shows that a request is over; what had been decided here counts as the answer. */
    void closed(Session session, Observation.RequestClosed shown) {
        store.write(writes -> {
            writes.requestByKey(session.tenant(), session.id(), shown.key())
                    .filter(Request::open)
                    .ifPresent(known -> close(writes, known, closing(known, shown)));
            return true;
        });
    }

    private static Closing closing(Request known, Observation.RequestClosed shown) {
        return known.decided().orElseGet(() -> new Closing(shown.how(), AT_TERMINAL, shown.answer(), shown.at()));
    }

    /** Closes every open request but these. */
    void only(Session session, Set<String> keys, How how, Instant at) {
        store.write(writes -> {
            writes.openRequests(session.tenant(), Optional.of(session.id())).stream()
                    .filter(request -> !keys.contains(request.key()))
                    .forEach(request -> close(
                            writes,
                            request,
                            request.decided().orElseGet(() -> new Closing(how, AT_TERMINAL, Optional.empty(), at))));
            return true;
        });
    }

    /** Gives an answer. */
    Request answer(Session session, RequestId id, Answer answer, String by, Driver driver) {
        if (!inHand.add(id)) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Request " + id + " is being answered by somebody else just now; look at it again");
        }
        try {
            Decision decision = decide(session, id, answer, by);
            checkpoint.reached("answer.before");
            return closed(session, decision, hand(session, decision.request(), answer, driver));
        } finally {
            inHand.remove(id);
        }
    }

    /**
     * A request as it is decided now.
     *
     * @param former what a daemon had decided that died over it, before anybody knew whether the agent has that answer
     */
    private record Decision(Request request, Optional<Closing> former) {}

    private Request closed(Session session, Decision decision, Answered answered) {
        Request request = decision.request();
        RequestId id = request.id();
        return switch (answered) {
            case Answered.Delivered delivered ->
                close(session, id, request.decided().orElseThrow());
            case Answered.TooLate(String reason) -> {
                close(
                        session,
                        id,
                        decision.former()
                                .orElseGet(() -> new Closing(
                                        How.ANSWERED_AT_TERMINAL, AT_TERMINAL, Optional.empty(), clock.instant())));
                throw new Problem(ProblemCode.CONFLICT, "Request " + id + " is over: " + reason);
            }
            case Answered.Refused(String reason) ->
                throw new Problem(ProblemCode.CONFLICT, "Request " + id + " was not answered: " + reason);
        };
    }

    private Decision decide(Session session, RequestId id, Answer answer, String by) {
        return store.writeThrough(writes -> {
            Request known = find(writes, session, id);
            refuseMismatch(known, answer);
            Request decided = known.decidedAs(new Closing(How.ANSWERED, by, Optional.of(answer), clock.instant()));
            writes.put(decided);
            return new Decision(decided, known.decided());
        });
    }

    /** Hands a decided answer over. Unless the request is over by that, the decision is taken back. */
    private Answered hand(Session session, Request request, Answer answer, Driver driver) {
        boolean over = false;
        try {
            Answered answered = driver.answer(request, answer);
            checkpoint.reached("answer.after");
            over = !(answered instanceof Answered.Refused);
            return answered;
        } finally {
            if (!over) {
                undecide(session, request.id());
            }
        }
    }

    private void undecide(Session session, RequestId id) {
        store.write(writes -> {
            writes.request(session.tenant(), id)
                    .filter(Request::open)
                    .ifPresent(stored -> writes.put(stored.undecided()));
            return true;
        });
    }

    private static Request find(Writes writes, Session session, RequestId id) {
        Request known = writes.request(session.tenant(), id)
                .filter(request -> request.session().equals(session.id()))
                .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no request " + id));
        known.closed().ifPresent(closing -> {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "Request " + id + " is over: "
                            + closing.how().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " by " + closing.by()
                            + " at " + closing.at());
        });
        return known;
    }

    private static void refuseMismatch(Request request, Answer answer) {
        boolean fits = switch (answer) {
            case Answer.Allow allow -> request.kind() != RequestKind.QUESTION;
            case Answer.Deny deny -> true;
            case Answer.Choose choose -> request.kind() == RequestKind.QUESTION;
        };
        if (!fits) {
            throw new Problem(
                    ProblemCode.INVALID,
                    request.kind() == RequestKind.QUESTION
                            ? "Request " + request.id() + " is a question: answer it with a choice or text"
                            : "Request " + request.id() + " is no question: approve or deny it");
        }
        if (answer instanceof Answer.Choose(List<List<String>> choices)) {
            refuseUnanswered(request, choices);
        }
    }

    private static void refuseUnanswered(Request request, List<List<String>> choices) {
        if (choices.size() != request.questions().size()) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "Request " + request.id() + " asks " + request.questions().size() + " question(s); "
                            + choices.size() + " answer(s) were given");
        }
        for (int i = 0; i < choices.size(); i++) {
            Request.Ask ask = request.questions().get(i);
            if (choices.get(i).isEmpty() || (choices.get(i).size() > 1 && !ask.several())) {
                throw new Problem(
                        ProblemCode.INVALID,
                        "Question '" + ask.text() + "' takes " + (ask.several() ? "one or more choices" : "one choice")
                                + "; " + choices.get(i).size() + " were given");
            }
        }
    }

    private Request close(Session session, RequestId id, Closing closing) {
        return store.write(writes -> {
            Request stored = writes.request(session.tenant(), id).orElseThrow();
            return stored.open() ? close(writes, stored, closing) : stored;
        });
    }

    private Request close(Writes writes, Request request, Closing closing) {
        Request closed = request.closedBy(closing);
        writes.put(closed);
        writes.append(
                request.tenant(),
                Optional.of(request.session()),
                clock.instant(),
                new EventData.RequestClosed(
                        request.id(), request.kind(), closing.how(), closing.by(), closing.answer()));
        return closed;
    }
}
