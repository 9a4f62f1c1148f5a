package dev.tagma.testkit.acp;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the agent says to its client, a line each, and what it asks it. */
final class AcpWire {

    private final JsonMapper mapper;
    private final PrintStream out;
    private final AcpFaults faults;
    private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private long questions;

    AcpWire(JsonMapper mapper, PrintStream out, AcpFaults faults) {
        this.mapper = mapper;
        this.out = out;
        this.faults = faults;
    }

    void result(JsonNode id, JsonNode value) {
        ObjectNode message = message();
        message.set("id", id);
        message.set("result", value);
        say(message, faults.repeats());
    }

    void error(JsonNode id, int code, String why) {
        ObjectNode message = message();
        message.set("id", id);
        message.putObject("error").put("code", code).put("message", why);
        say(message, faults.repeats());
    }

    /** A repeated piece of text would be more text: this is said once. */
    void update(String session, ObjectNode update) {
        say(updating(session, update), false);
    }

    /** What means the same however often it is said. */
    void repeatable(String session, ObjectNode update) {
        say(updating(session, update), faults.repeats());
    }

    private ObjectNode updating(String session, ObjectNode update) {
        ObjectNode message = message().put("method", "session/update");
        message.putObject("params").put("sessionId", session).set("update", update);
        return message;
    }

    /** Asks, and waits for the answer: an object with either {@code result} or {@code error}. */
    JsonNode ask(String method, ObjectNode params) throws InterruptedException {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        ObjectNode message = message();
        synchronized (this) {
            asked.put(questions, answer);
            message.put("id", questions++);
        }
        message.put("method", method).set("params", params);
        say(message, faults.repeats());
        try {
            return answer.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An answer of the client's; repeated ones are of no use. */
    void answered(JsonNode message) {
        CompletableFuture<JsonNode> waits = asked.remove(message.path("id").asLong(-1));
        if (waits != null) {
            boolean _ = waits.complete(message);
        }
    }

    /** Something that is no message. */
    void chatter(String line) {
        write(line);
    }

    private void say(ObjectNode message, boolean twice) {
        if (faults.chatters()) {
            write("[debug] about to say something");
        }
        String line = mapper.writeValueAsString(message);
        write(line);
        if (twice) {
            write(line);
        }
    }

    private synchronized void write(String line) {
        out.print(line + "\n");
        out.flush();
    }

    private ObjectNode message() {
        return mapper.createObjectNode().put("jsonrpc", "2.0");
    }
}
