package dev.tagma.testkit.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tagma.testkit.model.RecordedRequest.Kind;
import dev.tagma.testkit.script.Cue.Cued;
import dev.tagma.testkit.script.Script;
import dev.tagma.testkit.script.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A running fake model server on 127.0.0.1. Its methods may be called by any thread at any time; programs that are no
 * Java find the same under {@code /__fake/}, see {@link ControlRoutes}.
 */
public final class FakeModel implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FakeModel.class.getName());

    /** How long a test waits for something before it is told that it did not happen. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<Protocol> PROTOCOLS =
            List.of(new AnthropicMessages(), new OpenAiResponses(), new OpenAiChat(), new Gemini());

    private final HttpServer server;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Gates gates = new Gates();
    private final Director director = new Director();
    private final RequestLog log;
    private final Performance.Stage stage;
    private final Deque<Integer> failures = new ArrayDeque<>();
    private final AtomicInteger answering = new AtomicInteger();

    private FakeModel(HttpServer server, Duration pace, Clock clock, Writer logFile) {
        this.server = server;
        this.clock = clock;
        this.stage = new Performance.Stage(gates, Thread::sleep, pace, clock);
        this.log = new RequestLog(logFile);
    }

    /** Starts on a free port, with no pause between words. */
    public static FakeModel start() {
        return start(0, Duration.ZERO, Writer.nullWriter());
    }

    /**
     * Starts on that port (0 for a free one).
     *
     * @param pace the pause after each word
     * @param logFile gets each request as a line of JSON; closing it is the caller's
     */
    public static FakeModel start(int port, Duration pace, Writer logFile) {
        // Without this each small event waits for the client's delayed acknowledgement, some 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var model = new FakeModel(server, pace, Clock.systemUTC(), logFile);
            server.setExecutor(model.threads);
            server.createContext("/__fake/", new ControlRoutes(model));
            server.createContext("/", model::handle);
            server.start();
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:%d; is another one running?".formatted(port), e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What clients are given as the base address. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** All requests so far. */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    /** How many requests brought something new from the person that contains these words. */
    public long countNewlySaying(String words) {
        return log.all().stream().filter(request -> request.newlySays(words)).count();
    }

    /** The first request, past or still to come, that is wanted. */
    public RecordedRequest awaitRequest(Predicate<RecordedRequest> wanted) throws InterruptedException {
        return awaitRequest(wanted, PATIENCE);
    }

    public RecordedRequest awaitRequest(Predicate<RecordedRequest> wanted, Duration patience)
            throws InterruptedException {
        return log.await(wanted, patience)
                .orElseThrow(() -> new AssertionError("no such request came within %s; there were: %s"
                        .formatted(
                                patience,
                                requests().stream()
                                        .map(request -> request.kind() + " " + request.newUserTexts())
                                        .toList())));
    }

    /** The names of the gates at which answers wait now, once for each. */
    public List<String> waiting() {
        return gates.waiting();
    }

    /** Returns when an answer waits at that gate. */
    public void awaitWaiting(String gate) throws InterruptedException {
        if (!gates.awaitWaiting(gate, PATIENCE)) {
            throw new AssertionError(
                    "nothing came to gate %s within %s; waiting: %s".formatted(gate, PATIENCE, waiting()));
        }
    }

    /** How many answers are being given now, those that wait at a gate among them. */
    public int answering() {
        return answering.get();
    }

    /** Lets one answer pass that gate: the newest that waits there, else the next that comes. */
    public void release(String gate) {
        gates.release(gate);
    }

    /** Lets every answer pass that gate, now and later. */
    public void open(String gate) {
        gates.open(gate);
    }

    /** Sets the script for the next text of a person that has none of its own. */
    public void queue(String script) {
        director.queue(Script.parse(script));
    }

    /** The next so many requests for an answer get this status, whatever they ask. */
    public void failNext(int status, int times) {
        synchronized (failures) {
            for (int i = 0; i < times; i++) {
                failures.addLast(status);
            }
        }
    }

    /** Forgets requests, conversations, queued scripts, failures to come and released gates. */
    public void reset() {
        log.clear();
        director.reset();
        gates.reset();
        synchronized (failures) {
            failures.clear();
        }
    }

    /** Cuts every connection and ends. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var raw = exchange.getRequestBody().readAllBytes();
        var path = exchange.getRequestURI().getPath();
        var body = parse(raw);
        var protocol = PROTOCOLS.stream()
                .filter(known -> body.isObject() && exchange.getRequestMethod().equals("POST") && known.serves(path))
                .findFirst();
        try {
            if (protocol.isPresent()) {
                answer(exchange, protocol.get(), body, raw.length);
            } else {
                log.add(number -> RecordedRequest.other(number, clock.instant(), exchange, body));
                new SmallTalk(exchange).answer(raw.length);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CutException();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "fake model: cannot answer " + path, e);
            throw e;
        }
    }

    private void answer(HttpExchange exchange, Protocol protocol, JsonNode body, int length)
            throws IOException, InterruptedException {
        var request = protocol.read(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body);
        var scene = sabotage(director.direct(request));
        log.add(number -> RecordedRequest.of(number, clock.instant(), exchange, protocol.name(), scene, body));
        var outlet = new HttpOutlet(exchange, request.stream());
        answering.incrementAndGet();
        try {
            new Performance(stage, scene, protocol, outlet, length).play();
        } finally {
            answering.decrementAndGet();
        }
    }

    private static JsonNode parse(byte[] raw) {
        try {
            return raw.length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(raw);
        } catch (JacksonException _) {
            return Json.MAPPER.valueToTree(new String(raw, StandardCharsets.UTF_8));
        }
    }

    /** Puts a failure that was asked for in front of the scene. */
    private Scene sabotage(Scene scene) {
        @Nullable Integer status;
        synchronized (failures) {
            status = scene.kind() == Kind.SIDE ? null : failures.pollFirst();
        }
        if (status == null) {
            return scene;
        }
        var place = scene.steps().getFirst().place();
        return scene.with(List.of(new Cued(new Step.Fail(status, Integer.MAX_VALUE), place)));
    }
}
