package dev.tagma.testkit.codex;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Codex app-server whose model is the text it is told: {@code WAIT} begins a turn that goes on until {@link #finish}, {@code
 * BASH command} asks for leave first, {@code ASK question} asks a person, {@code FORM} is a tool server's form, with anything
 * behind it one of a kind of its own, {@code LIMIT}
 * and {@code LOGIN} fail for that, anything else is repeated and the turn is over. For a goal it begins turns by itself, each
 * going on until {@link #finish}, but none after one that was interrupted. It keeps the same records, and breaks as it is
 * told.
 */
public final class ScriptedAppServer implements AutoCloseable {

    private static final String QUESTION = "item/tool/requestUserInput";

    private final JsonMapper mapper = JsonMapper.shared();
    private final ServerSocketChannel door;
    private final Path records;
    private final Clock clock;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final Map<String, ObjectNode> threads = new LinkedHashMap<>();
    private final Map<String, List<ObjectNode>> turns = new LinkedHashMap<>();
    private final Map<String, ObjectNode> goals = new LinkedHashMap<>();
    private final Map<Integer, ObjectNode> asked = new LinkedHashMap<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> toldWhileAsking = new CopyOnWriteArrayList<>();
    private final List<Runnable> unanswered = new ArrayList<>();
    private int ids;
    private int requests;
    private boolean everythingTwice;
    private boolean silent;
    private boolean noStatus;
    private boolean cutNextAnswer;
    private Optional<Boolean> cutNextMessage = Optional.empty();
    private Optional<Instant> limitedUntil = Optional.empty();

    private ScriptedAppServer(ServerSocketChannel door, Path records, Clock clock) {
        this.door = door;
        this.records = records;
        this.clock = clock;
    }

    /** @param records where conversations are recorded */
    public static ScriptedAppServer listen(Path socket, Path records, Clock clock) {
        try {
            Files.createDirectories(records);
            ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            door.bind(UnixDomainSocketAddress.of(socket));
            ScriptedAppServer server = new ScriptedAppServer(door, records, clock);
            server.remember();
            Thread.ofVirtual().name("scripted-app-server").start(server::accept);
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What was recorded before can be taken up. */
    private void remember() throws IOException {
        try (Stream<Path> files = Files.list(records)) {
            for (Path file : files.sorted().toList()) {
                keep(file.getFileName().toString().replaceAll("^rollout-|\\.jsonl$", ""), file, Optional.empty());
                ids += 100;
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Peer peer = new Peer(door.accept());
                peers.add(peer);
                Thread.ofVirtual().name("scripted-app-server-peer").start(() -> serve(peer));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Peer peer) {
        try (peer) {
            while (true) {
                take(peer, mapper.readTree(peer.receive()));
            }
        } catch (IOException gone) {
            peers.remove(peer);
        }
    }

    // ---- doors for tests

    /** All texts that were said to the model, in order. */
    public List<String> told() {
        return List.copyOf(told);
    }

    /** Whether it waits for an answer. */
    public synchronized boolean asks() {
        return !asked.isEmpty();
    }

    /** Those of the texts that were said while something was asked. */
    public List<String> toldWhileAsking() {
        return List.copyOf(toldWhileAsking);
    }

    /** Everything it tells by itself is told twice from now on. */
    public synchronized void tellEverythingTwice() {
        everythingTwice = true;
    }

    /** From now on it tells what happens, and not that its status is another one. */
    public synchronized void tellNoStatus() {
        noStatus = true;
    }

    /** It takes calls and answers none from now on. */
    public synchronized void fallSilent() {
        silent = true;
    }

    /** It answers again, first what it was asked meanwhile. */
    public synchronized void listenAgain() {
        silent = false;
        List.copyOf(unanswered).forEach(Runnable::run);
        unanswered.clear();
    }

    /**
     * The connection is cut at the next message.
     *
     * @param taken whether it enters the conversation all the same
     */
    public synchronized void cutNextMessage(boolean taken) {
        cutNextMessage = Optional.of(taken);
    }

    /** The connection is cut at the next answer to what is asked, and the answer is lost. */
    public synchronized void cutNextAnswer() {
        cutNextAnswer = true;
    }

    /** What the account may use is used up until then, and the program says so with the next {@code LIMIT}. */
    public synchronized void limitedUntil(Instant end) {
        limitedUntil = Optional.of(end);
    }

    /** Somebody logged in. */
    public void login() {
        tell("account/updated", mapper.createObjectNode().put("authMode", "chatgpt"));
    }

    /** Says something that is not JSON, and a notification nobody knows. */
    public void babble() {
        peers.forEach(peer -> send(peer, "{\"method\":"));
        peers.forEach(peer -> send(peer, "{\"method\":\"weather/changed\",\"params\":{\"rain\":true}}"));
    }

    /** Cuts all connections. */
    public void cut() {
        peers.forEach(Peer::close);
    }

    /** The turn that runs is over. */
    public synchronized void finish(String status) {
        threads.keySet().forEach(thread -> running(thread).ifPresent(turn -> end(thread, turn, status)));
    }

    /** The agent says of the goal that it is so; the turn that runs is over. */
    public synchronized void goalIs(String status) {
        goals.forEach((thread, goal) -> {
            goal.put("status", status);
            goalTold(thread, goal);
        });
        finish("completed");
    }

    /** Somebody else answers what is asked. */
    public synchronized void answeredElsewhere() {
        List.copyOf(asked.keySet()).forEach(id -> resolved(id, "accept"));
    }

    // ---- the protocol

    private synchronized void take(Peer peer, JsonNode message) {
        String method = message.path("method").asString("");
        JsonNode params = message.path("params");
        if (method.isEmpty() && cutNextAnswer) {
            cutNextAnswer = false;
            peer.close();
        } else if (method.isEmpty()) {
            JsonNode result = message.path("result");
            resolved(message.path("id").asInt(-1), result.path("decision").asString(result.toString()));
        } else if (message.has("id") && silent) {
            unanswered.add(() -> call(peer, message.path("id").asLong(0), method, params));
        } else if (message.has("id")) {
            call(peer, message.path("id").asLong(0), method, params);
        }
    }

    private void call(Peer peer, long id, String method, JsonNode params) {
        String thread = params.path("threadId").asString("");
        if (!thread.isEmpty() && !threads.containsKey(thread)) {
            refuse(peer, id, "no rollout found for thread id " + thread);
            return;
        }
        switch (method) {
            case "thread/start" -> answer(peer, id, mapper.createObjectNode().set("thread", start(Optional.empty())));
            case "thread/fork" -> answer(peer, id, mapper.createObjectNode().set("thread", start(Optional.of(thread))));
            case "thread/resume" -> {
                answer(peer, id, mapper.createObjectNode().set("thread", shown(thread)));
                asked.values().forEach(request -> send(peer, mapper.writeValueAsString(request)));
            }
            case "thread/read" -> answer(peer, id, mapper.createObjectNode().set("thread", shown(thread)));
            case "thread/loaded/list" -> {
                ObjectNode result = mapper.createObjectNode();
                ArrayNode loaded = result.putArray("data");
                threads.keySet().forEach(loaded::add);
                answer(peer, id, result);
            }
            case "thread/turns/list" -> {
                ObjectNode result = mapper.createObjectNode();
                ArrayNode data = result.putArray("data");
                turns.getOrDefault(thread, List.of()).reversed().forEach(data::add);
                answer(peer, id, result);
            }
            case "thread/goal/get" -> answer(peer, id, held(thread));
            case "thread/goal/set" -> pursue(peer, id, thread, params);
            case "thread/goal/clear" -> {
                boolean cleared = goals.remove(thread) != null;
                answer(peer, id, mapper.createObjectNode().put("cleared", cleared));
                tell("thread/goal/cleared", mapper.createObjectNode().put("threadId", thread));
            }
            case "turn/start", "turn/steer" -> say(peer, id, thread, params);
            case "turn/interrupt" -> {
                Optional<ObjectNode> turn = running(thread);
                if (turn.isEmpty()) {
                    refuse(peer, id, "no active turn to interrupt");
                } else {
                    answer(peer, id, mapper.createObjectNode());
                    end(thread, turn.get(), "interrupted");
                }
            }
            default -> answer(peer, id, mapper.createObjectNode());
        }
    }

    private ObjectNode held(String thread) {
        return mapper.createObjectNode().set("goal", goals.get(thread));
    }

    private void pursue(Peer peer, long id, String thread, JsonNode params) {
        if (!goals.containsKey(thread) && !params.has("objective")) {
            refuse(peer, id, "cannot update goal for thread " + thread + ": no goal exists");
            return;
        }
        ObjectNode goal = goals.computeIfAbsent(
                thread,
                any -> mapper.createObjectNode()
                        .put("status", "active")
                        .put("tokensUsed", 0)
                        .put("timeUsedSeconds", 0)
                        .put("createdAt", clock.instant().getEpochSecond()));
        for (String part : List.of("objective", "tokenBudget", "status")) {
            Optional.ofNullable(params.get(part)).ifPresent(value -> goal.set(part, value));
        }
        answer(peer, id, held(thread));
        goalTold(thread, goal);
        goOn(thread);
    }

    private void goalTold(String thread, ObjectNode goal) {
        tell(
                "thread/goal/updated",
                mapper.createObjectNode().put("threadId", thread).set("goal", goal));
        write(
                thread,
                line(
                        "event_msg",
                        payload -> payload.put("type", "thread_goal_updated").set("goal", goal)));
    }

    /** Where a goal is active, it does not rest. */
    private void goOn(String thread) {
        ObjectNode goal = goals.get(thread);
        if (goal != null
                && goal.path("status").asString("").equals("active")
                && running(thread).isEmpty()) {
            ObjectNode turn = begin(thread);
            write(
                    thread,
                    line(
                            "event_msg",
                            payload -> payload.put("type", "task_started")
                                    .put("turn_id", turn.path("id").asString(""))
                                    .putObject("turn_attribution")
                                    .put("turn_trigger", "goal")));
            used(thread, turn);
        }
    }

    private ObjectNode start(Optional<String> origin) {
        String id = "thread-" + ++ids;
        Path record = records.resolve("rollout-" + id + ".jsonl");
        try {
            Files.writeString(record, "{\"type\":\"session_meta\"}\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        keep(id, record, origin);
        return shown(id);
    }

    private void keep(String id, Path record, Optional<String> origin) {
        ObjectNode thread = mapper.createObjectNode().put("id", id).put("path", record.toString());
        origin.ifPresent(from -> thread.put("forkedFromId", from));
        threads.put(id, thread);
        turns.put(id, new ArrayList<>());
    }

    private ObjectNode thread(String id) {
        return Objects.requireNonNull(threads.get(id), () -> "there is no thread " + id);
    }

    private ObjectNode shown(String id) {
        return thread(id).deepCopy().set("status", status(id));
    }

    private ObjectNode status(String id) {
        boolean active = running(id).isPresent();
        ObjectNode status = mapper.createObjectNode().put("type", active ? "active" : "idle");
        if (active) {
            ArrayNode flags = status.putArray("activeFlags");
            asked.values()
                    .forEach(request -> flags.add(
                            request.path("method").asString("").equals(QUESTION)
                                    ? "waitingOnUserInput"
                                    : "waitingOnApproval"));
        }
        return status;
    }

    private Optional<ObjectNode> running(String thread) {
        return turns.getOrDefault(thread, List.of()).stream()
                .filter(turn -> turn.path("status").asString("").equals("inProgress"))
                .findFirst();
    }

    private void say(Peer peer, long id, String thread, JsonNode params) {
        Optional<Boolean> cut = cutNextMessage;
        cutNextMessage = Optional.empty();
        if (cut.isPresent() && !cut.get()) {
            peer.close();
            return;
        }
        String text = params.path("input").path(0).path("text").asString("");
        told.add(text);
        if (!asked.isEmpty()) {
            toldWhileAsking.add(text);
        }
        Optional<ObjectNode> joined = running(thread);
        ObjectNode turn = joined.orElseGet(() -> begin(thread));
        if (cut.isPresent()) {
            peer.close();
        } else {
            answer(peer, id, mapper.createObjectNode().set("turn", turn));
        }
        entered(thread, turn, text, params.path("clientUserMessageId").asString(""));
        used(thread, turn);
        if (text.startsWith("BASH ")) {
            String command = text.substring("BASH ".length());
            ask(thread, turn, "item/commandExecution/requestApproval", asked -> asked.put("command", command));
        } else if (text.startsWith("ASK ")) {
            ask(thread, turn, QUESTION, asked -> question(asked, text.substring("ASK ".length())));
        } else if (text.startsWith("FORM")) {
            ask(thread, turn, "mcpServer/elicitation/request", asked -> form(asked, text.equals("FORM")));
        } else if (text.equals("LIMIT")) {
            limitedUntil.ifPresent(end -> limits(thread, end));
            fail(thread, turn, "You've hit your usage limit.", "usageLimitExceeded");
        } else if (text.equals("LOGIN")) {
            fail(thread, turn, "401 Unauthorized", "unauthorized");
        } else if (!text.startsWith("WAIT")) {
            end(thread, turn, "completed");
        }
    }

    private ObjectNode begin(String thread) {
        ObjectNode turn = mapper.createObjectNode().put("id", "turn-" + ++ids).put("status", "inProgress");
        turn.putArray("items");
        turns.computeIfAbsent(thread, any -> new ArrayList<>()).add(turn);
        statusChanged(thread);
        tell("turn/started", mapper.createObjectNode().put("threadId", thread).set("turn", turn));
        return turn;
    }

    private void entered(String thread, ObjectNode turn, String text, String client) {
        ObjectNode item = mapper.createObjectNode().put("id", "item-" + ++ids);
        item.putArray("content").addObject().put("type", "text").put("text", text);
        record(thread, turn, item.deepCopy().put("type", "UserMessage").put("client_id", client));
        tell(
                "item/started",
                mapper.createObjectNode()
                        .put("threadId", thread)
                        .put("turnId", turn.path("id").asString(""))
                        .set("item", item.put("type", "userMessage").put("clientId", client)));
    }

    /** The model answered; the record tells of it in sums, too, and these twice. */
    private void used(String thread, ObjectNode turn) {
        write(thread, line("turn_context", payload -> payload.put("model", "scripted-model")));
        write(
                thread,
                line(
                        "token_usage_record",
                        payload -> payload.put("thread_id", thread)
                                .put("turn_id", turn.path("id").asString(""))
                                .put("response_id", "resp-" + ++ids)
                                .set("usage", usage())));
        for (int time = 0; time < 2; time++) {
            write(
                    thread,
                    line(
                            "event_msg",
                            payload -> payload.put("type", "token_count")
                                    .putObject("info")
                                    .set("total_token_usage", usage())));
        }
    }

    private ObjectNode usage() {
        return mapper.createObjectNode()
                .put("input_tokens", 1000)
                .put("cached_input_tokens", 600)
                .put("output_tokens", 50)
                .put("reasoning_output_tokens", 20)
                .put("total_tokens", 1050);
    }

    private void record(String thread, ObjectNode turn, ObjectNode item) {
        write(
                thread,
                line(
                        "event_msg",
                        payload -> payload.put("type", "item_completed")
                                .put("turn_id", turn.path("id").asString(""))
                                .set("item", item)));
    }

    private ObjectNode line(String type, Consumer<ObjectNode> fill) {
        ObjectNode line = mapper.createObjectNode()
                .put("timestamp", clock.instant().toString())
                .put("type", type);
        fill.accept(line.putObject("payload"));
        return line;
    }

    private void write(String thread, ObjectNode line) {
        try {
            Files.writeString(
                    Path.of(thread(thread).path("path").asString("")),
                    mapper.writeValueAsString(line) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void ask(String thread, ObjectNode turn, String method, Consumer<ObjectNode> fill) {
        int id = requests++;
        ObjectNode request = mapper.createObjectNode().put("id", id).put("method", method);
        fill.accept(request.putObject("params")
                .put("threadId", thread)
                .put("turnId", turn.path("id").asString(""))
                .put("itemId", "call-" + id));
        asked.put(id, request);
        statusChanged(thread);
        peers.forEach(peer -> send(peer, mapper.writeValueAsString(request)));
    }

    private static void question(ObjectNode request, String words) {
        ObjectNode question = request.putArray("questions")
                .addObject()
                .put("id", "choice")
                .put("header", "Choice")
                .put("question", words);
        question.putArray("options").addObject().put("label", "Red").put("description", "choose Red");
    }

    /** It has no name but that of the call. */
    private static void form(ObjectNode request, boolean usual) {
        request.remove("itemId");
        request.put("serverName", "harbour")
                .put("mode", usual ? "form" : "openai/form")
                .put("message", "Where to?")
                .putObject("requestedSchema")
                .put("type", "object")
                .putObject("properties")
                .putObject("port")
                .put("type", "integer")
                .put("title", "Port");
    }

    /** Told to all who are connected, and recorded. */
    private void limits(String thread, Instant end) {
        write(
                thread,
                line(
                        "event_msg",
                        payload -> payload.put("type", "token_count")
                                .putObject("rate_limits")
                                .put("limit_id", "codex")
                                .putObject("primary")
                                .put("used_percent", 100.0)
                                .put("resets_at", end.getEpochSecond())));
        ObjectNode told = mapper.createObjectNode();
        told.putObject("rateLimits")
                .put("limitId", "codex")
                .putObject("primary")
                .put("usedPercent", 100)
                .put("resetsAt", end.getEpochSecond());
        tell("account/rateLimits/updated", told);
    }

    private void fail(String thread, ObjectNode turn, String words, String info) {
        ObjectNode error = turn.putObject("error").put("message", words).put("codexErrorInfo", info);
        tell(
                "error",
                mapper.createObjectNode()
                        .put("threadId", thread)
                        .put("willRetry", false)
                        .set("error", error.deepCopy()));
        end(thread, turn, "failed");
    }

    private void resolved(int id, String decision) {
        ObjectNode request = asked.remove(id);
        if (request == null) {
            return;
        }
        String thread = request.path("params").path("threadId").asString("");
        tell(
                "serverRequest/resolved",
                mapper.createObjectNode().put("threadId", thread).put("requestId", id));
        statusChanged(thread);
        told.add("answer: " + decision);
        running(thread).ifPresent(turn -> end(thread, turn, "completed"));
    }

    private void end(String thread, ObjectNode turn, String status) {
        turn.put("status", status).put("completedAt", clock.instant().getEpochSecond());
        statusChanged(thread);
        tell("turn/completed", mapper.createObjectNode().put("threadId", thread).set("turn", turn));
        if (!status.equals("interrupted")) {
            goOn(thread);
        }
    }

    private void statusChanged(String thread) {
        if (noStatus) {
            return;
        }
        tell(
                "thread/status/changed",
                mapper.createObjectNode().put("threadId", thread).set("status", status(thread)));
    }

    private void tell(String method, JsonNode params) {
        ObjectNode message = mapper.createObjectNode()
                .put("method", method)
                .put("emittedAtMs", clock.millis())
                .set("params", params);
        String text = mapper.writeValueAsString(message);
        for (Peer peer : peers) {
            send(peer, text);
            if (everythingTwice) {
                send(peer, text);
            }
        }
    }

    private void answer(Peer peer, long id, JsonNode result) {
        send(
                peer,
                mapper.writeValueAsString(
                        mapper.createObjectNode().put("id", id).set("result", result)));
    }

    private void refuse(Peer peer, long id, String reason) {
        ObjectNode answer = mapper.createObjectNode().put("id", id);
        answer.putObject("error").put("code", -32600).put("message", reason);
        send(peer, mapper.writeValueAsString(answer));
    }

    private static void send(Peer peer, String text) {
        try {
            peer.send(text);
        } catch (IOException gone) {
            peer.close();
        }
    }

    /** Its end, as by {@code kill -9}. */
    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cut();
    }
}
