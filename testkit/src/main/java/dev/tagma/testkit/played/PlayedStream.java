package dev.tagma.testkit.played;

import dev.tagma.core.session.AgentId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Claude Code on its streams of JSON, with the record it keeps. */
public final class PlayedStream extends LineAgent {

    private final Path configuration;
    private final Clock clock;
    private ClaudeRecord record;
    private String conversation = "";
    private String message = "";
    private String asked = "";
    private boolean stopped;
    private String last = "";
    private String result = "{}";

    /** @param configuration the directory it keeps its things in */
    public PlayedStream(Path configuration, Clock clock) {
        this.configuration = configuration;
        this.clock = clock;
        this.record = new ClaudeRecord(configuration, "none", clock);
    }

    @Override
    public AgentId agent() {
        return new AgentId("claude-code");
    }

    @Override
    protected void begin(List<String> command) {
        conversation = ClaudeRecord.conversation(command);
        record = new ClaudeRecord(configuration, conversation, clock);
    }

    @Override
    protected void hear(JsonNode said) {
        switch (said.path("type").asString("")) {
            case "user" -> {
                message = said.path("uuid").asString("");
                stopped = false;
                String text = said.path("message").path("content").asString("");
                record.prompt(message, text);
                tell(system("session_state_changed").put("state", "running"));
                tell(message("command_lifecycle").put("command_uuid", message).put("state", "started"));
                prompted(text);
            }
            case "control_request" -> control(said);
            case "control_response" -> {
                if (said.path("response").path("request_id").asString("").equals(asked)) {
                    answered();
                }
            }
            default -> {}
        }
    }

    private void control(JsonNode request) {
        ObjectNode answer = mapper().createObjectNode().put("type", "control_response");
        answer.putObject("response")
                .put("subtype", "success")
                .put("request_id", request.path("request_id").asString(""))
                .putObject("response");
        tell(answer);
        if (request.path("request").path("subtype").asString("").equals("interrupt") && works()) {
            stopped = true;
            record.interrupted();
            end();
        }
    }

    @Override
    protected void ask(String command) {
        asked = UUID.randomUUID().toString();
        ObjectNode request =
                mapper().createObjectNode().put("type", "control_request").put("request_id", asked);
        request.putObject("request")
                .put("subtype", "can_use_tool")
                .put("tool_name", "Bash")
                .put("tool_use_id", "toolu_" + asked)
                .putObject("input")
                .put("command", command);
        tell(request);
    }

    @Override
    protected void say(String words) {
        last = words;
        ObjectNode said = message("assistant").putNull("parent_tool_use_id");
        ObjectNode inner = said.putObject("message").put("role", "assistant");
        inner.putArray("content").addObject().put("type", "text").put("text", words);
        tell(said);
        record.said(words, true);
    }

    @Override
    protected void tellEnd() {
        ObjectNode over = message("result")
                .put("subtype", "success")
                .put("is_error", stopped)
                .put("terminal_reason", stopped ? "aborted_streaming" : "completed");
        if (!stopped) {
            over.put("result", last);
        }
        result = mapper().writeValueAsString(over);
        write(result);
        tell(system("session_state_changed").put("state", "idle"));
    }

    @Override
    protected List<String> babble() {
        return List.of("{\"type\": \"assist", "[1]", "no JSON at all", "{\"type\":\"weather\",\"rain\":true}");
    }

    @Override
    protected String harmless() {
        return "{\"type\":\"system\",\"subtype\":\"nothing\",\"words\":\"nothing happened\"}";
    }

    @Override
    protected void tellLate() {
        write(result);
    }

    private ObjectNode message(String type) {
        return mapper().createObjectNode()
                .put("type", type)
                .put("session_id", conversation)
                .put("uuid", UUID.randomUUID().toString());
    }

    private ObjectNode system(String subtype) {
        return message("system").put("subtype", subtype);
    }

    private void tell(ObjectNode said) {
        write(mapper().writeValueAsString(said));
    }
}
