package dev.tagma.cli.command;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Api;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.RequestOperations;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the one request that a person means, and decides it. Nothing is decided where more than one could be meant. */
final class OpenRequests {

    private final Api api;
    private final Predicate<Fields> fitting;
    private final String what;

    /**
     * @param fitting which requests the command is about
     * @param what those, in words
     */
    OpenRequests(Api api, Predicate<Fields> fitting, String what) {
        this.api = api;
        this.fitting = fitting;
        this.what = what;
    }

    /** The request of this id, or the only fitting one of this session; of all sessions where nothing was named. */
    Fields find(Optional<String> named) {
        if (named.isEmpty()) {
            List<Fields> all = requests(Ask.of(RequestOperations.LIST));
            return only(all, "nobody asks for %s; see tagma events".formatted(what));
        }
        String name = named.get();
        Optional<Fields> byId = byId(name);
        if (byId.isPresent()) {
            return byId.get();
        }
        List<Fields> ofSession = ofSession(name);
        return only(ofSession, "%s does not ask for %s; see tagma show %s".formatted(name, what, name));
    }

    /**
     * A beginning of an id may be a request's and a session's at once, since both begin with the time: then it is refused,
     * for the wrong one would be answered.
     */
    private Optional<Fields> byId(String name) {
        if (!likeAnId(name)) {
            return Optional.empty();
        }
        List<Fields> open = requests(Ask.of(RequestOperations.LIST)).stream()
                .filter(one -> one.text("id").startsWith(name.toLowerCase(Locale.ROOT)))
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        if (open.size() > 1) {
            throw Failure.failed("'%s' begins the ids of %d requests: %s".formatted(name, open.size(), listed(open)));
        }
        sessionOf(name).ifPresent(session -> {
            throw Failure.failed("'%s' begins the id of a request and of session %s: give more of it, or the handle"
                    .formatted(name, session.text("handle")));
        });
        return Optional.of(open.getFirst());
    }

    private static boolean likeAnId(String name) {
        return name.matches("[0-9a-fA-F-]{4,36}");
    }

    /** What the session asks. Where none has the name, a request may have it that is over: then that is told. */
    private List<Fields> ofSession(String name) {
        try {
            return requests(Ask.of(RequestOperations.LIST_OF_SESSION, name));
        } catch (Failure refused) {
            if (!refused.code().equals("not_found") || !likeAnId(name)) {
                throw refused;
            }
            throw whyNoRequest(name, refused);
        }
    }

    private Failure whyNoRequest(String name, Failure noSession) {
        try {
            Fields request = api.ask(Ask.of(RequestOperations.GET, name.toLowerCase(Locale.ROOT)))
                    .fields();
            return request.optionalObject("closed")
                    .map(closing -> Failure.failed("Request %s is over: %s by %s at %s"
                            .formatted(
                                    request.text("id"),
                                    closing.text("how").replace('_', ' '),
                                    closing.text("by"),
                                    closing.text("at"))))
                    .orElse(noSession);
        } catch (Failure noRequest) {
            return noRequest.code().equals("not_found")
                    ? noSession.saying(
                            noSession.sentence() + "; and no request has that id: tagma requests lists the open ones")
                    : noRequest;
        }
    }

    private Optional<Fields> sessionOf(String name) {
        try {
            return Optional.of(api.ask(Ask.of(SessionOperations.GET, name)).fields());
        } catch (Failure refused) {
            if (refused.code().equals("not_found")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private List<Fields> requests(Ask ask) {
        return api.ask(ask).fields().objects("requests");
    }

    private Fields only(List<Fields> requests, String none) {
        List<Fields> open = requests.stream()
                .filter(fitting)
                .filter(one -> one.optionalObject("decided").isEmpty())
                .toList();
        if (open.size() > 1) {
            throw Failure.failed("%d requests are open, name one: %s".formatted(open.size(), listed(open)));
        }
        if (open.isEmpty()) {
            throw Failure.failed(none + others(requests));
        }
        return open.getFirst();
    }

    private String others(List<Fields> requests) {
        List<Fields> others = requests.stream().filter(fitting.negate()).toList();
        return others.isEmpty() ? "" : " (open: " + listed(others) + ")";
    }

    private static String listed(List<Fields> requests) {
        List<String> ids = requests.stream().map(one -> one.text("id")).toList();
        return requests.stream()
                .map(one ->
                        Names.shortened(one.text("id"), ids) + " " + one.text("kind") + " '" + one.text("title") + "'")
                .collect(Collectors.joining(", "));
    }

    /**
     * Decides a request by its id. After a cut connection it is asked again: the daemon decides a request only once, and a
     * refusal because it was decided is then our own success.
     */
    Answer decide(Operation operation, Fields request, Ask.Body body) {
        String id = request.text("id");
        try {
            return api.ask(Ask.of(operation, id).body(body).mayBeRepeated());
        } catch (Failure refused) {
            if (!refused.code().equals("conflict")) {
                throw refused;
            }
            Answer now = api.ask(Ask.of(RequestOperations.GET, id));
            if (refused.afterRepeat() && answered(now.fields())) {
                return now;
            }
            throw refused;
        }
    }

    private static boolean answered(Fields request) {
        return request.optionalObject("decided")
                .or(() -> request.optionalObject("closed"))
                .map(closing -> closing.text("how").equals("answered"))
                .orElse(false);
    }
}
