package dev.tagma.server.rest;

import dev.tagma.engine.Caller;
import dev.tagma.server.auth.Gate;
import dev.tagma.server.http.Exchange;
import dev.tagma.server.http.Headers;
import dev.tagma.server.http.Refusal;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.Operations;
import dev.tagma.wire.operation.Reply;
import dev.tagma.wire.problem.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers every request: who asks, for what, with what, and what came of it. */
public final class Api {

    private static final System.Logger LOG = System.getLogger(Api.class.getName());
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** How much of a body that is too large is read and thrown away, so that its sender gets to hear the refusal. */
    private static final int OVERHEARD = 64 << 20;

    private final Gate gate;
    private final Map<Operation, Handler> handlers;
    private final Router router;
    private final Meter meter;
    private final int largestBody;

    /**
     * @param handlers one for each operation of the registry
     * @param largestBody in bytes; a larger one is refused
     */
    public Api(Gate gate, Map<Operation, Handler> handlers, Meter meter, int largestBody) {
        this.gate = gate;
        this.handlers = Map.copyOf(handlers);
        this.router = new Router(Operations.all());
        this.meter = meter;
        this.largestBody = largestBody;
        Set<Operation> missing = new HashSet<>(Operations.all());
        missing.removeAll(handlers.keySet());
        if (!missing.isEmpty() || handlers.size() != Operations.all().size()) {
            throw new IllegalStateException("Operations without a handler: "
                    + missing.stream().map(Operation::id).toList());
        }
    }

    /** Answers one request. */
    public void serve(Exchange exchange) {
        String request = exchange.header("X-Request-Id")
                .filter(id -> REQUEST_ID.matcher(id).matches())
                .orElseGet(Headers::newRequestId);
        Progress progress = new Progress(meter.begin());
        try {
            try {
                answer(exchange, request, progress);
            } catch (RuntimeException fault) {
                refuse(exchange, request, progress, Border.refusal(fault, request));
            }
        } catch (IOException | UncheckedIOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Request {0} was given up by the other side: {1}", request, gone);
        }
    }

    private void answer(Exchange exchange, String request, Progress progress) throws IOException {
        Optional<Caller> who = gate.admit(exchange);
        Address address = Address.of(exchange.rawPath(), exchange.rawQuery());
        if (exchange.method().equals("OPTIONS")) {
            answerOptions(exchange, request, progress, address);
            return;
        }
        Router.Match match = find(exchange, who, address);
        Operation operation = match.operation();
        progress.operation = operation.id();
        gate.check(operation, who, exchange);
        Arguments arguments = new Arguments(operation, match.values(), address.query());
        Call call = new Call(exchange, who, arguments, body(operation, exchange));
        Outcome outcome = handler(operation).handle(call);
        send(exchange, request, progress, operation, outcome);
    }

    /** To a stranger, what does not exist looks like what is not for him. */
    private Router.Match find(Exchange exchange, Optional<Caller> who, Address address) {
        try {
            return router.find(exchange.method(), address.segments());
        } catch (Refusal nothing) {
            throw who.isPresent() ? nothing : Gate.stranger();
        }
    }

    private Handler handler(Operation operation) {
        Handler handler = handlers.get(operation);
        if (handler == null) {
            throw new IllegalStateException("No handler for " + operation.id());
        }
        return handler;
    }

    private byte[] body(Operation operation, Exchange exchange) {
        byte[] body = read(exchange);
        if (operation.request().isEmpty()) {
            String text = new String(body, StandardCharsets.UTF_8).strip();
            if (!text.isEmpty() && !text.equals("{}")) {
                throw Arguments.invalid("Operation " + operation.id() + " takes no body");
            }
            return new byte[0];
        }
        if (body.length == 0) {
            if (operation.bodyRequired()) {
                throw Arguments.invalid("Operation " + operation.id() + " needs a body in JSON");
            }
            return body;
        }
        String type = exchange.header("Content-Type").orElse("");
        String media = type.split(";", 2)[0].strip();
        if (!media.equalsIgnoreCase("application/json")) {
            throw new Refusal(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "The body is of the type " + Quoted.of(type) + "; send 'Content-Type: application/json'");
        }
        return body;
    }

    private byte[] read(Exchange exchange) {
        byte[] body;
        try {
            body = exchange.body().readNBytes(largestBody + 1);
        } catch (IOException e) {
            throw Arguments.invalid("The body broke off before its end");
        }
        if (body.length > largestBody) {
            hearOut(exchange);
            throw new Refusal(
                    ErrorCode.TOO_LARGE, "The body is larger than the " + largestBody + " bytes that are accepted");
        }
        return body;
    }

    /** Most clients listen only when they have said all: they are heard out, within reason, before they are refused. */
    private static void hearOut(Exchange exchange) {
        try {
            exchange.body().skip(OVERHEARD);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A body that is too large broke off", e);
        }
    }

    private void send(Exchange exchange, String request, Progress progress, Operation operation, Outcome outcome)
            throws IOException {
        Reply reply = operation.reply();
        Map<String, String> headers = Headers.forRequest(request);
        headers.put("Content-Type", mediaType(reply));
        switch (outcome) {
            case Outcome.Value(Record body, Optional<String> location) -> {
                location.ifPresent(where -> headers.put("Location", where));
                String text = JsonText.write(RecordCodec.write(body));
                progress.end(reply.status());
                exchange.answer(reply.status(), headers, text.getBytes(StandardCharsets.UTF_8));
            }
            case Outcome.Text(String text) -> {
                progress.end(reply.status());
                exchange.answer(reply.status(), headers, text.getBytes(StandardCharsets.UTF_8));
            }
            case Outcome.Stream(Outcome.Flow flow) -> {
                headers.put("X-Accel-Buffering", "no");
                progress.end(reply.status());
                if (exchange.method().equals("HEAD")) {
                    exchange.answer(reply.status(), headers, new byte[0]);
                    return;
                }
                try (OutputStream out = exchange.begin(reply.status(), headers)) {
                    flow.into(out);
                }
            }
        }
    }

    private void answerOptions(Exchange exchange, String request, Progress progress, Address address)
            throws IOException {
        String allowed = router.allowed(address.segments());
        if (allowed.isEmpty()) {
            router.find(exchange.method(), address.segments());
        }
        Map<String, String> headers = Headers.forRequest(request);
        headers.put("Allow", allowed);
        progress.end(204);
        exchange.answer(204, headers, new byte[0]);
    }

    private void refuse(Exchange exchange, String request, Progress progress, Refusal refusal) throws IOException {
        if (progress.ended) {
            // The answer has begun: all that can be done is to end it.
            return;
        }
        Map<String, String> headers = Headers.forRequest(request);
        headers.put("Content-Type", Headers.PROBLEM);
        if (refusal.code() == ErrorCode.UNAUTHENTICATED) {
            headers.put("WWW-Authenticate", "Bearer realm=\"tagma\"");
        }
        if (refusal.code() == ErrorCode.METHOD_NOT_ALLOWED) {
            Address address = Address.of(exchange.rawPath(), "");
            headers.put("Allow", router.allowed(address.segments()));
        }
        int status = refusal.code().status();
        progress.end(status);
        String text = JsonText.write(RecordCodec.write(refusal.problem(exchange.rawPath())));
        exchange.answer(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String mediaType(Reply reply) {
        return switch (reply) {
            case Reply.Body body -> "application/json";
            case Reply.Document(int status, String mediaType) -> mediaType;
            case Reply.Text(int status, String mediaType) -> mediaType + "; charset=utf-8";
            case Reply.Events events -> "text/event-stream";
        };
    }

    /** How far the answering of one request has come. */
    private static final class Progress {

        private final Meter.Timing timing;
        private String operation = "none";
        private boolean ended;

        Progress(Meter.Timing timing) {
            this.timing = timing;
        }

        void end(int status) {
            ended = true;
            timing.end(operation, status);
        }
    }
}
