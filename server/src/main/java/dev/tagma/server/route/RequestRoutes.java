package dev.tagma.server.route;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Fleet;
import dev.tagma.server.http.Refusal;
import dev.tagma.server.mapping.RequestMapping;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.RequestOperations;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.request.AnswerJson;
import dev.tagma.wire.request.ApprovalJson;
import dev.tagma.wire.request.RejectionJson;
import dev.tagma.wire.request.RequestListJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** The requests of agents. */
final class RequestRoutes {

    private final Fleet fleet;

    RequestRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(
                RequestOperations.LIST, call -> listed(fleet.openRequests(call.tenant(), Optional.empty())),
                RequestOperations.LIST_OF_SESSION,
                        call -> listed(fleet.openRequests(call.tenant(), Optional.of(session(call)))),
                RequestOperations.GET, call -> shown(named(call)),
                RequestOperations.APPROVE, call -> approve(call, false),
                RequestOperations.REJECT, call -> reject(call, false),
                RequestOperations.ANSWER, call -> answer(call, false),
                RequestOperations.APPROVE_ONE, call -> approve(call, true),
                RequestOperations.REJECT_ONE, call -> reject(call, true),
                RequestOperations.ANSWER_ONE, call -> answer(call, true));
    }

    private Outcome approve(Call call, boolean byId) {
        ApprovalJson body = call.body(ApprovalJson.class);
        Request request = meant(call, byId, body.request());
        return give(call, request, new Answer.Allow(body.scope().orElse(Answer.Scope.ONCE)));
    }

    private Outcome reject(Call call, boolean byId) {
        RejectionJson body = call.body(RejectionJson.class);
        Request request = meant(call, byId, body.request());
        return give(call, request, new Answer.Deny(body.reason()));
    }

    private Outcome answer(Call call, boolean byId) {
        AnswerJson body = call.body(AnswerJson.class);
        if (body.choice().isPresent() == body.choices().isPresent()) {
            throw new Refusal(ErrorCode.INVALID, "Give either the field 'choice' or the field 'choices'");
        }
        Request request = meant(call, byId, body.request());
        List<List<String>> choices = body.choices()
                .orElseGet(() -> List.of(List.of(chosen(request, body.choice().orElseThrow()))));
        return give(call, request, new Answer.Choose(choices));
    }

    private Outcome give(Call call, Request request, Answer answer) {
        return shown(fleet.answer(call.caller(), request.id(), answer));
    }

    private Request meant(Call call, boolean byId, Optional<RequestId> inBody) {
        if (byId) {
            Request request = named(call);
            inBody.filter(id -> !id.equals(request.id())).ifPresent(other -> {
                throw new Refusal(
                        ErrorCode.INVALID,
                        "Field 'request' is " + other + ", and the path names " + request.id()
                                + "; leave the field out");
            });
            return request;
        }
        SessionId session = session(call);
        if (inBody.isPresent()) {
            return ofSession(call, session, inBody.get());
        }
        return onlyOne(call, session);
    }

    private Request ofSession(Call call, SessionId session, RequestId id) {
        Request request = fleet.request(call.tenant(), id);
        if (!request.session().equals(session)) {
            throw new Refusal(ErrorCode.NOT_FOUND, "Session " + Quoted.of(call.text("id")) + " has no request " + id);
        }
        return request;
    }

    private Request onlyOne(Call call, SessionId session) {
        List<Request> open = fleet.openRequests(call.tenant(), Optional.of(session)).stream()
                .filter(request -> request.decided().isEmpty())
                .toList();
        if (open.isEmpty()) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Session " + Quoted.of(call.text("id")) + " asks nothing; nothing was answered");
        }
        if (open.size() > 1) {
            throw new Refusal(
                    ErrorCode.AMBIGUOUS,
                    "Session " + Quoted.of(call.text("id")) + " has " + open.size()
                            + " open requests; name one in the field 'request': "
                            + String.join(
                                    ", ",
                                    open.stream()
                                            .map(one -> one.id() + " (" + one.title() + ")")
                                            .toList()),
                    open.stream().map(one -> one.id().toString()).toList());
        }
        return open.getFirst();
    }

    /** The request that the path names: by its id, or by the beginning of an open one's; else of one that is over. */
    private Request named(Call call) {
        String name = call.text("request");
        Optional<UUID> whole = whole(name);
        if (whole.isPresent()) {
            return fleet.request(call.tenant(), new RequestId(whole.get()));
        }
        List<Request> open = fleet.openRequests(call.tenant(), Optional.empty()).stream()
                .filter(request -> request.id().toString().startsWith(name))
                .toList();
        List<Request> fitting = open.isEmpty() ? fleet.requestsBeginning(call.tenant(), name) : open;
        if (fitting.isEmpty()) {
            throw new Refusal(
                    ErrorCode.NOT_FOUND,
                    "There is no request " + Quoted.of(name) + "; /v1/requests lists the open ones");
        }
        if (fitting.size() > 1) {
            List<String> candidates =
                    fitting.stream().map(request -> request.id().toString()).toList();
            throw new Refusal(
                    ErrorCode.AMBIGUOUS,
                    "More than one request begins with " + Quoted.of(name) + ": " + String.join(", ", candidates),
                    candidates);
        }
        return fitting.getFirst();
    }

    private static Optional<UUID> whole(String name) {
        try {
            return name.length() == 36 ? Optional.of(UUID.fromString(name)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is meant by a single choice: a label as it is offered, else its number from 1, else free text. */
    private static String chosen(Request request, String choice) {
        if (request.questions().size() != 1) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "Request " + request.id() + " asks " + request.questions().size()
                            + " questions; use the field 'choices' with a list for each");
        }
        List<String> labels = request.questions().getFirst().choices().stream()
                .map(Request.Choice::label)
                .toList();
        if (labels.contains(choice)) {
            return choice;
        }
        return IntStream.rangeClosed(1, labels.size())
                .filter(number -> choice.strip().equals(Integer.toString(number)))
                .mapToObj(number -> labels.get(number - 1))
                .findFirst()
                .orElse(choice);
    }

    private SessionId session(Call call) {
        return fleet.resolve(call.tenant(), call.text("id"));
    }

    private static Outcome listed(List<Request> requests) {
        return new Outcome.Value(new RequestListJson(
                requests.stream().map(RequestMapping::request).toList()));
    }

    private static Outcome shown(Request request) {
        return new Outcome.Value(RequestMapping.request(request));
    }
}
