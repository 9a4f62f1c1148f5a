package dev.tagma.testkit.stream;

import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the program says, a line each, and what it asks. */
final class StreamWire {

    private final JsonMapper mapper;
    private final PrintStream out;
    private final StreamFaults faults;
    private final String conversation;
    private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

    StreamWire(JsonMapper mapper, PrintStream out, StreamFaults faults, String conversation) {
        this.mapper = mapper;
        this.out = out;
        this.faults = faults;
        this.conversation = conversation;
    }

    /** A message of this type, to be filled in. */
    ObjectNode message(String type) {
        return mapper.createObjectNode()
                .put("type", type)
                .put("session_id", conversation)
                .put("uuid", UUID.randomUUID().toString());
    }

    ObjectNode system(String subtype) {
        return message("system").put("subtype", subtype);
    }

    void say(ObjectNode message) {
        if (faults.chatters()) {
            write("[debug] about to say something");
        }
        String line = mapper.writeValueAsString(message);
        write(line);
        if (faults.repeats()) {
            write(line);
        }
    }

    void answer(String id, ObjectNode value) {
        ObjectNode message = mapper.createObjectNode().put("type", "control_response");
        message.putObject("response")
                .put("subtype", "success")
                .put("request_id", id)
                .set("response", value);
        say(message);
    }

    void refuse(String id, String why) {
        ObjectNode message = mapper.createObjectNode().put("type", "control_response");
        message.putObject("response")
                .put("subtype", "error")
                .put("request_id", id)
                .put("error", why);
        say(message);
    }

    /** Asks whether a tool may be used, and waits for the answer; takes the question back when interrupted. */
    JsonNode ask(String tool, JsonNode input, String use) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        ObjectNode message =
                mapper.createObjectNode().put("type", "control_request").put("request_id", id);
        message.putObject("request")
                .put("subtype", "can_use_tool")
                .put("tool_name", tool)
                .put("tool_use_id", use)
                .set("input", input);
        say(message);
        try {
            return answer.get();
        } catch (InterruptedException stopped) {
            say(mapper.createObjectNode().put("type", "control_cancel_request").put("request_id", id));
            throw stopped;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** An answer of the other side's; repeated ones are of no use. */
    void answered(JsonNode response) {
        CompletableFuture<JsonNode> waits =
                asked.remove(response.path("request_id").asString(""));
        if (waits != null) {
            boolean _ = waits.complete(response.path("response"));
        }
    }

    /** Something that is no message. */
    void chatter(String line) {
        write(line);
    }

    private synchronized void write(String line) {
        out.print(line + "\n");
        out.flush();
    }
}
