package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.connection.KeptConnection;
import dev.tagma.adapters.connection.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One connection to an app-server, and the calls and answers on it. */
final class Rpc implements KeptConnection.Line {

    private static final System.Logger LOG = System.getLogger(Rpc.class.getName());

    /** Told what the app-server says by itself, in the order it was said; must not call. */
    interface Hearer {

        void notified(String method, JsonNode params, JsonNode message);

        void asked(JsonNode id, String method, JsonNode params);
    }

    private final LocalSocket socket;
    private final JsonMapper mapper;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final CompletableFuture<String> over = new CompletableFuture<>();

    private Rpc(LocalSocket socket, JsonMapper mapper) {
        this.socket = socket;
        this.mapper = mapper;
    }

    /** @param patience how long the app-server may take until it speaks */
    static Rpc connect(Path path, JsonMapper mapper, Hearer hearer, Duration patience) throws IOException {
        Rpc rpc = new Rpc(LocalSocket.connect(path, patience), mapper);
        Thread.ofVirtual().name("codex-hearing").start(() -> rpc.hear(hearer));
        return rpc;
    }

    private void hear(Hearer hearer) {
        String reason = "the connection to the app-server was closed";
        try {
            while (true) {
                take(socket.receive(), hearer);
            }
        } catch (IOException ended) {
            reason = "the connection to the app-server broke: " + ended.getMessage();
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "What an app-server said was not understood; connecting anew", failed);
            reason = "what the app-server said was not understood: " + failed;
        } finally {
            socket.close();
            over.complete(reason);
            IOException lost = new IOException(reason);
            calls.values().forEach(call -> call.completeExceptionally(lost));
        }
    }

    private void take(String text, Hearer hearer) {
        JsonNode message;
        try {
            message = mapper.readTree(text);
        } catch (JacksonException malformed) {
            LOG.log(System.Logger.Level.WARNING, "An app-server said what is no JSON: " + malformed.getMessage());
            return;
        }
        String method = message.path("method").asString("");
        if (method.isEmpty()) {
            CompletableFuture<JsonNode> call = calls.remove(message.path("id").asLong(-1));
            if (call != null) {
                call.complete(message);
            }
        } else if (message.has("id")) {
            hearer.asked(message.path("id"), method, message.path("params"));
        } else {
            hearer.notified(method, message.path("params"), message);
        }
    }

    /**
     * Calls and waits for what comes of it.
     *
     * @throws IOException when that is not known: the connection broke or the time is up
     */
    JsonNode call(String method, ObjectNode params, Duration atMost) throws IOException, RefusedException {
        long id = ids.incrementAndGet();
        CompletableFuture<JsonNode> call = new CompletableFuture<>();
        calls.put(id, call);
        try {
            if (over.isDone()) {
                throw new IOException(over.join());
            }
            send(mapper.createObjectNode().put("id", id).put("method", method).set("params", params));
            JsonNode answer = call.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.has("error")) {
                throw new RefusedException(answer.path("error").path("message").asString("it gives no reason"));
            }
            return answer.path("result");
        } catch (TimeoutException late) {
            throw new IOException(
                    "the app-server did not answer '" + method + "' within " + atMost.toSeconds() + " s", late);
        } catch (ExecutionException lost) {
            throw new IOException(
                    Objects.requireNonNullElse(lost.getCause(), lost).getMessage(), lost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the app-server answers '" + method + "'", interrupted);
        } finally {
            calls.remove(id);
        }
    }

    void tell(String method) throws IOException {
        send(mapper.createObjectNode().put("method", method));
    }

    void answer(JsonNode id, JsonNode result) throws IOException {
        ObjectNode answer = mapper.createObjectNode();
        answer.set("id", id);
        answer.set("result", result);
        send(answer);
    }

    private void send(JsonNode message) throws IOException {
        socket.send(mapper.writeValueAsString(message));
    }

    /** Waits until the connection is over; tells why. */
    String awaitEnd() {
        return over.join();
    }

    @Override
    public void close() {
        socket.close();
    }
}
