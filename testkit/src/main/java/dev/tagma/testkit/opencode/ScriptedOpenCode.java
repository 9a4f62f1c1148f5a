package dev.tagma.testkit.opencode;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP port of an OpenCode whose model is the text it is told: {@code WAIT} begins a turn that goes on until {@link
 * #finish}, {@code BASH command} and {@code ASK question} ask first, {@code FAIL words} and {@code LOGIN words} end in an
 * error, {@code LIMIT} is tried again later, anything else is repeated and the turn is over. It keeps its conversations in files, and breaks as it is
 * told.
 */
public final class ScriptedOpenCode implements AutoCloseable {

    /** What answers a call when it is closed has the time to end; one that hangs is left. */
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

    private final JsonMapper mapper = JsonMapper.shared();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String authorization;
    private final Path store;
    private final Clock clock;
    private final List<HttpExchange> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> sessions = new LinkedHashMap<>();
    private final Map<String, ArrayNode> messages = new LinkedHashMap<>();
    private final Map<String, ObjectNode> statuses = new LinkedHashMap<>();
    private final Map<String, ObjectNode> permissions = new LinkedHashMap<>();
    private final Map<String, ObjectNode> questions = new LinkedHashMap<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> toldWhileAsking = new CopyOnWriteArrayList<>();
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private int ids;
    private boolean everythingTwice;
    private boolean noStatus;
    private int mute;
    private boolean forgetful;
    private Optional<Boolean> cutNextMessage = Optional.empty();

    private ScriptedOpenCode(HttpServer server, String user, String password, Path store, Clock clock) {
        this.server = server;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        this.store = store;
        this.clock = clock;
    }

    /**
     * Listens on the loopback address.
     *
     * @param store where conversations are kept, one file each, as {@code opencode export} would print it
     */
    public static ScriptedOpenCode listen(int port, String user, String password, Path store, Clock clock) {
        // Without this each small event waits for the client's delayed acknowledgement, some 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            Files.createDirectories(store);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ScriptedOpenCode scripted = new ScriptedOpenCode(server, user, password, store, clock);
            scripted.remember();
            server.createContext("/", scripted::serve);
            server.setExecutor(scripted.threads);
            server.start();
            return scripted;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void remember() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.sorted().toList()) {
                JsonNode kept = mapper.readTree(Files.readString(file));
                String id = kept.path("info").path("id").asString("");
                sessions.put(id, (ObjectNode) kept.path("info"));
                messages.put(id, (ArrayNode) kept.path("messages"));
                ids += 100;
            }
        }
    }

    // ---- doors for tests

    /** All texts that were said to the model, and all answers, in order. */
    public List<String> told() {
        return List.copyOf(told);
    }

    /** Whether it waits for an answer. */
    public synchronized boolean asks() {
        return !permissions.isEmpty() || !questions.isEmpty();
    }

    /** Those of the texts that were said while something was asked. */
    public List<String> toldWhileAsking() {
        return List.copyOf(toldWhileAsking);
    }

    /** The conversations that the screen was asked to show. */
    public List<String> shown() {
        return List.copyOf(shown);
    }

    /** The rules of a conversation, as they were said last. */
    public synchronized JsonNode permission(String session) {
        return session(session).path("permission");
    }

    /** Everything it tells by itself is told twice from now on. */
    public synchronized void tellEverythingTwice() {
        everythingTwice = true;
    }

    /** It does not tell from now on that it works. */
    public synchronized void tellNoStatus() {
        noStatus = true;
    }

    /** Whoever wants to be told everything waits in vain, so many times. */
    public synchronized void tellNobody(int times) {
        mute = times;
    }

    /** The next time it is asked whose a conversation is, it fails. */
    public synchronized void forgetOnce() {
        forgetful = true;
    }

    /** A subagent of the conversation has said something. */
    public synchronized void saidInSubagent(String session) {
        String child = child(session);
        ObjectNode info = mapper.createObjectNode()
                .put("id", name("msg", clock.millis()))
                .put("role", "assistant")
                .put("modelID", "small-model");
        info.putObject("time").put("created", clock.millis());
        spend(info);
        event("message.updated", about(child).set("info", info));
    }

    /**
     * The connection is cut at the next message.
     *
     * @param taken whether it enters the conversation all the same
     */
    public synchronized void cutNextMessage(boolean taken) {
        cutNextMessage = Optional.of(taken);
    }

    /** Tells something that is not JSON, and an event nobody knows. */
    public synchronized void babble() {
        listeners.forEach(listener -> send(listener, "{\"type\":"));
        event("weather.changed", mapper.createObjectNode().put("rain", true));
    }

    /** Tells once more, late, that a conversation did nothing at that time. */
    public synchronized void tellLate(String session, long millis) {
        ObjectNode late =
                mapper.createObjectNode().put("id", name("evt", millis)).put("type", "session.status");
        late.putObject("properties")
                .put("sessionID", session)
                .putObject("status")
                .put("type", "idle");
        listeners.forEach(listener -> send(listener, mapper.writeValueAsString(late)));
    }

    /** Cuts all streams of events. */
    public void cut() {
        listeners.forEach(HttpExchange::close);
        listeners.clear();
    }

    /** Whoever listens hears nothing any more, and nobody hangs up; those who come later hear everything. */
    public void fallSilent() {
        listeners.clear();
    }

    /** The turns that run are over. */
    public synchronized void finish() {
        List.copyOf(statuses.keySet()).forEach(session -> end(session, "stop"));
    }

    /** Somebody else allows what is asked. */
    public synchronized void answeredElsewhere() {
        List.copyOf(permissions.keySet()).forEach(id -> permitted(id, "once", ""));
    }

    /** A subagent of the conversation asks to run a command. */
    public synchronized void askInSubagent(String session, String command) {
        ask(child(session), command);
    }

    private String child(String session) {
        String child = "ses_child" + ++ids;
        sessions.put(child, mapper.createObjectNode().put("id", child).put("parentID", session));
        return child;
    }

    // ---- the port

    private void serve(HttpExchange exchange) throws IOException {
        if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/event")) {
            synchronized (this) {
                if (mute-- > 0) {
                    return;
                }
            }
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            synchronized (this) {
                listeners.add(exchange);
                send(exchange, "{\"id\":\"evt_x\",\"type\":\"server.connected\",\"properties\":{}}");
            }
            return;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode said = body.length == 0 ? mapper.createObjectNode() : mapper.readTree(body);
        Optional<JsonNode> answer =
                take(exchange, exchange.getRequestMethod(), path.substring(1).split("/"), said);
        if (answer.isPresent()) {
            answer(exchange, 200, mapper.writeValueAsString(answer.get()));
        }
    }

    /** Returns the answer; none where it has been given. */
    private synchronized Optional<JsonNode> take(HttpExchange exchange, String method, String[] path, JsonNode body)
            throws IOException {
        String what = path[0] + (path.length > 2 ? "/" + path[2] : "");
        String id = path.length > 1 ? path[1] : "";
        if (path[0].equals("session") && path.length > 1 && !id.equals("status") && !sessions.containsKey(id)) {
            answer(
                    exchange,
                    404,
                    "{\"name\":\"NotFoundError\",\"data\":{\"message\":\"Session not found: " + id + "\"}}");
            return Optional.empty();
        }
        return switch (what) {
            case "session" -> {
                if (id.equals("status")) {
                    ObjectNode all = mapper.createObjectNode();
                    statuses.forEach(all::set);
                    yield Optional.of(all);
                }
                if (forgetful && method.equals("GET") && !id.isEmpty()) {
                    forgetful = false;
                    answer(exchange, 500, "{}");
                    yield Optional.empty();
                }
                if (method.equals("GET")) {
                    yield Optional.of(id.isEmpty() ? list(sessions) : session(id));
                }
                yield Optional.of(method.equals("POST") ? opened(body) : change(session(id), body));
            }
            case "session/fork" -> {
                ObjectNode copy = opened(mapper.createObjectNode());
                said(copy.path("id").asString("")).addAll(said(id).deepCopy());
                yield Optional.of(copy);
            }
            case "session/message" -> {
                yield Optional.of(said(id));
            }
            case "session/prompt_async" -> {
                yield prompt(exchange, id, body);
            }
            case "session/abort" -> {
                abort(id);
                yield Optional.of(mapper.getNodeFactory().booleanNode(true));
            }
            case "permission" -> {
                yield Optional.of(list(permissions));
            }
            case "question" -> {
                yield Optional.of(list(questions));
            }
            case "permission/reply" -> {
                yield answered(
                        exchange,
                        permissions.containsKey(id),
                        () -> permitted(
                                id,
                                body.path("reply").asString(""),
                                body.path("message").asString("")));
            }
            case "question/reply" -> {
                yield answered(
                        exchange,
                        questions.containsKey(id),
                        () -> replied(id, body.path("answers").toString()));
            }
            case "question/reject" -> {
                yield answered(exchange, questions.containsKey(id), () -> replied(id, "rejected"));
            }
            case "tui" -> {
                shown.add(body.path("sessionID").asString(""));
                yield Optional.of(mapper.getNodeFactory().booleanNode(true));
            }
            default -> {
                answer(exchange, 404, "{}");
                yield Optional.empty();
            }
        };
    }

    private Optional<JsonNode> answered(HttpExchange exchange, boolean open, Runnable act) throws IOException {
        if (!open) {
            answer(exchange, 404, "{}");
            return Optional.empty();
        }
        act.run();
        return Optional.of(mapper.getNodeFactory().booleanNode(true));
    }

    private ArrayNode list(Map<String, ObjectNode> all) {
        ArrayNode list = mapper.createArrayNode();
        all.values().forEach(list::add);
        return list;
    }

    private ObjectNode opened(JsonNode body) {
        String id = "ses_" + ++ids;
        ObjectNode session = mapper.createObjectNode()
                .put("id", id)
                .put("title", "New session")
                .put("directory", body.path("directory").asString(""));
        session.putObject("time").put("created", clock.millis());
        sessions.put(id, session);
        messages.put(id, mapper.createArrayNode());
        return change(session, body);
    }

    private ObjectNode change(ObjectNode session, JsonNode body) {
        body.properties().forEach(field -> session.set(field.getKey(), field.getValue()));
        keep(session.path("id").asString(""));
        return session;
    }

    private ObjectNode session(String id) {
        return Objects.requireNonNull(sessions.get(id), () -> "there is no session " + id);
    }

    private ArrayNode said(String session) {
        return Objects.requireNonNull(messages.get(session), () -> "there is no session " + session);
    }

    private void keep(String session) {
        if (!messages.containsKey(session)) {
            return;
        }
        ObjectNode export = mapper.createObjectNode().set("info", session(session));
        export.set("messages", said(session));
        try {
            Path fresh = store.resolve(session + ".new");
            Files.writeString(fresh, mapper.writeValueAsString(export));
            Files.move(
                    fresh,
                    store.resolve(session + ".json"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // ---- turns

    private Optional<JsonNode> prompt(HttpExchange exchange, String session, JsonNode body) throws IOException {
        Optional<Boolean> cut = cutNextMessage;
        cutNextMessage = Optional.empty();
        if (cut.isPresent()) {
            exchange.close();
            if (!cut.get()) {
                return Optional.empty();
            }
        } else {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        }
        String text = body.path("parts").path(0).path("text").asString("");
        told.add(text);
        if (asks()) {
            toldWhileAsking.add(text);
        }
        boolean joins = statuses.containsKey(session);
        ObjectNode user = message(session, "user", body.path("messageID").asString(""));
        event("message.updated", about(session).set("info", user.path("info")));
        status(session, "busy");
        part(session, user, mapper.createObjectNode().put("type", "text").put("text", text));
        if (!joins) {
            play(session, text);
        }
        return Optional.empty();
    }

    private void play(String session, String text) {
        ObjectNode agent = message(session, "assistant", name("msg", clock.millis()));
        event("message.updated", about(session).set("info", agent.path("info")));
        if (text.startsWith("WAIT")) {
            return;
        }
        if (text.startsWith("BASH ")) {
            ask(session, text.substring("BASH ".length()));
        } else if (text.startsWith("ASK ")) {
            question(session, text.substring("ASK ".length()));
        } else if (text.startsWith("FAIL ")) {
            fail(session, text.substring("FAIL ".length()), 400);
        } else if (text.startsWith("LOGIN ")) {
            fail(session, text.substring("LOGIN ".length()), 401);
        } else if (text.equals("LIMIT")) {
            ObjectNode status = mapper.createObjectNode()
                    .put("type", "retry")
                    .put("attempt", 1)
                    .put("message", "Usage limit reached")
                    .put("next", clock.millis() + 3_600_000);
            status.putObject("action").put("reason", "account_rate_limit");
            statuses.put(session, status);
            event("session.status", about(session).set("status", status));
        } else {
            ObjectNode time =
                    mapper.createObjectNode().put("start", clock.millis()).put("end", clock.millis());
            part(
                    session,
                    agent,
                    mapper.createObjectNode()
                            .put("type", "text")
                            .put("text", text)
                            .set("time", time));
            end(session, "stop");
        }
    }

    private ObjectNode message(String session, String role, String id) {
        ObjectNode message = mapper.createObjectNode();
        ObjectNode info =
                message.putObject("info").put("id", id).put("role", role).put("sessionID", session);
        info.putObject("time").put("created", clock.millis());
        if (role.equals("assistant")) {
            info.put("modelID", "scripted-model").put("parentID", lastPrompt(session));
        }
        message.putArray("parts");
        said(session).add(message);
        keep(session);
        return message;
    }

    private void part(String session, ObjectNode message, ObjectNode part) {
        String id = message.path("info").path("id").asString("");
        part.put("id", name("prt", clock.millis())).put("messageID", id).put("sessionID", session);
        ((ArrayNode) message.path("parts")).add(part);
        keep(session);
        event("message.part.updated", about(session).set("part", part));
    }

    private void ask(String session, String command) {
        ObjectNode request = mapper.createObjectNode()
                .put("id", name("per", clock.millis()))
                .put("sessionID", session)
                .put("permission", "bash");
        request.putArray("patterns").add(command);
        request.putObject("metadata").put("command", command);
        permissions.put(request.path("id").asString(""), request);
        event("permission.asked", request);
    }

    private void question(String session, String words) {
        ObjectNode request =
                mapper.createObjectNode().put("id", name("que", clock.millis())).put("sessionID", session);
        ObjectNode question = request.putArray("questions")
                .addObject()
                .put("header", "Choice")
                .put("question", words);
        question.putArray("options").addObject().put("label", "Red").put("description", "choose Red");
        questions.put(request.path("id").asString(""), request);
        event("question.asked", request);
    }

    private void permitted(String id, String reply, String message) {
        String session =
                Objects.requireNonNull(permissions.remove(id)).path("sessionID").asString("");
        told.add("answer: " + reply + (message.isEmpty() ? "" : " " + message));
        event("permission.replied", about(session).put("requestID", id).put("reply", reply));
        end(session, "stop");
    }

    private void replied(String id, String answers) {
        String session =
                Objects.requireNonNull(questions.remove(id)).path("sessionID").asString("");
        told.add("answer: " + answers);
        event("question.replied", about(session).put("requestID", id));
        end(session, "stop");
    }

    private void fail(String session, String words, int status) {
        ObjectNode error = mapper.createObjectNode().put("name", "APIError");
        error.putObject("data").put("message", words).put("statusCode", status);
        last(session).set("error", error);
        event("session.error", about(session).set("error", error));
        end(session, "");
    }

    /** What is asked is withdrawn without a word. */
    private void abort(String session) {
        if (statuses.containsKey(session)) {
            permissions.clear();
            questions.clear();
            ObjectNode error = mapper.createObjectNode().put("name", "MessageAbortedError");
            error.putObject("data").put("message", "Aborted");
            last(session).set("error", error);
            event("session.error", about(session).set("error", error));
            end(session, "");
        }
    }

    private String lastPrompt(String session) {
        return said(session).values().stream()
                .map(message -> message.path("info"))
                .filter(info -> info.path("role").asString("").equals("user"))
                .map(info -> info.path("id").asString(""))
                .reduce("", (before, id) -> id);
    }

    private ObjectNode last(String session) {
        ArrayNode all = said(session);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.path(i).path("info").path("role").asString("").equals("assistant")) {
                return (ObjectNode) all.path(i).path("info");
            }
        }
        throw new IllegalStateException("nobody answered in " + session);
    }

    private void end(String session, String finish) {
        if (statuses.remove(session) == null) {
            return;
        }
        ObjectNode info = last(session);
        if (!finish.isEmpty()) {
            info.put("finish", finish);
            spend(info);
        }
        ((ObjectNode) info.path("time")).put("completed", clock.millis());
        keep(session);
        event("message.updated", about(session).set("info", info));
        event(
                "session.status",
                about(session).set("status", mapper.createObjectNode().put("type", "idle")));
        event("session.idle", about(session));
    }

    private static void spend(ObjectNode info) {
        info.putObject("tokens")
                .put("total", 1050)
                .put("input", 400)
                .put("output", 30)
                .put("reasoning", 20)
                .putObject("cache")
                .put("read", 600)
                .put("write", 0);
    }

    private void status(String session, String type) {
        ObjectNode status = mapper.createObjectNode().put("type", type);
        statuses.put(session, status);
        if (!noStatus) {
            event("session.status", about(session).set("status", status));
        }
    }

    // ---- what it tells

    private ObjectNode about(String session) {
        return mapper.createObjectNode().put("sessionID", session);
    }

    private String name(String kind, long millis) {
        return kind + "_" + String.format("%012x", millis % (1L << 36) << 12) + String.format("%014d", ++ids);
    }

    private void event(String type, ObjectNode properties) {
        String event = mapper.writeValueAsString(mapper.createObjectNode()
                .put("id", name("evt", clock.millis()))
                .put("type", type)
                .set("properties", properties));
        for (HttpExchange listener : new ArrayList<>(listeners)) {
            send(listener, event);
            if (everythingTwice) {
                send(listener, event);
            }
        }
    }

    private void send(HttpExchange listener, String event) {
        try {
            OutputStream out = listener.getResponseBody();
            out.write(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException gone) {
            listeners.remove(listener);
            listener.close();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Its end, as by {@code kill -9}. */
    @Override
    public void close() {
        cut();
        server.stop(0);
        threads.shutdownNow();
        try {
            // What is being written is there, or is not, when this returns: the directory is whoever's it is.
            boolean _ = threads.awaitTermination(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
