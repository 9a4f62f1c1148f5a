package dev.tagma.wire.operation;

import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.request.AnswerJson;
import dev.tagma.wire.request.ApprovalJson;
import dev.tagma.wire.request.RejectionJson;
import dev.tagma.wire.request.RequestJson;
import dev.tagma.wire.request.RequestListJson;
import java.util.List;

/** What can be asked about the requests of agents. */
public final class RequestOperations {

    public static final Operation LIST = Operation.get("listRequests", "/v1/requests")
            .says("List open requests", "Everything that agents ask and nobody has answered, oldest first.")
            .gives(RequestListJson.class);

    public static final Operation LIST_OF_SESSION = Operation.get("listSessionRequests", "/v1/sessions/{id}/requests")
            .says("List a session's open requests", "What this session asks, oldest first.")
            .with(Common.SESSION)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(RequestListJson.class);

    public static final Operation GET = Operation.get("getRequest", "/v1/requests/{request}")
            .says("Show a request", "The request, open or over.")
            .with(Common.REQUEST)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(RequestJson.class);

    public static final Operation APPROVE = ofSession("approve", ApprovalJson.class, false);
    public static final Operation REJECT = ofSession("reject", RejectionJson.class, false);
    public static final Operation ANSWER = ofSession("answer", AnswerJson.class, true);
    public static final Operation APPROVE_ONE = byId("approve", ApprovalJson.class, false);
    public static final Operation REJECT_ONE = byId("reject", RejectionJson.class, false);
    public static final Operation ANSWER_ONE = byId("answer", AnswerJson.class, true);

    static List<Operation> all() {
        return List.of(LIST, LIST_OF_SESSION, GET, APPROVE, REJECT, ANSWER, APPROVE_ONE, REJECT_ONE, ANSWER_ONE);
    }

    private RequestOperations() {}

    private static Operation ofSession(String verb, Class<? extends Record> body, boolean required) {
        return taking(
                        Operation.post(verb, "/v1/sessions/{id}/" + verb)
                                .says(
                                        words(verb) + " a session's request",
                                        sentences(verb)
                                                + " Without a request in the body, the only open one is meant: with none open,"
                                                + " or with several, it refuses.")
                                .with(Common.SESSION),
                        body,
                        required)
                .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
                .gives(RequestJson.class);
    }

    private static Operation byId(String verb, Class<? extends Record> body, boolean required) {
        return taking(
                        Operation.post(verb + "Request", "/v1/requests/{request}/" + verb)
                                .says(words(verb) + " a request", sentences(verb))
                                .with(Common.REQUEST),
                        body,
                        required)
                .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
                .gives(RequestJson.class);
    }

    private static Operation.Draft taking(Operation.Draft draft, Class<? extends Record> body, boolean required) {
        return required ? draft.takes(body) : draft.mayTake(body);
    }

    private static String words(String verb) {
        return switch (verb) {
            case "approve" -> "Approve";
            case "reject" -> "Reject";
            case "answer" -> "Answer";
            default -> throw new IllegalArgumentException(verb);
        };
    }

    private static String sentences(String verb) {
        return switch (verb) {
            case "approve" ->
                "Lets the agent go ahead; a plan is carried out. An approval with nothing open is an error,"
                        + " never a key press.";
            case "reject" -> "Refuses; the agent is shown the reason.";
            case "answer" -> "Answers a question with an offered choice or with free text.";
            default -> throw new IllegalArgumentException(verb);
        };
    }
}
