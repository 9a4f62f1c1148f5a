package dev.tagma.adapters.agent.acp;

import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.testkit.fake.FakeProcesses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real agent as it was recorded: whenever it is told something it says what it said then. In a recording a line that
 * begins with {@code >} was told to the agent, and one with {@code <} said by it.
 */
final class RecordedAgent implements FakeProcesses.Program {

    private final JsonMapper mapper = JsonMapper.shared();
    private final Deque<String> lines;
    private final Map<String, JsonNode> ids = new HashMap<>();

    RecordedAgent(List<String> recording) {
        lines = new ArrayDeque<>(recording);
    }

    @Override
    public OptionalInt take(String line, BiConsumer<Output, String> says) {
        if (line.isEmpty()) {
            return OptionalInt.empty();
        }
        JsonNode told = mapper.readTree(line);
        if (lines.isEmpty()) {
            throw new AssertionError("the agent was told more than then: " + line);
        }
        JsonNode then = mapper.readTree(lines.removeFirst().substring(2));
        if (!then.path("method").equals(told.path("method"))) {
            throw new AssertionError("the agent was told " + line + " where it was told " + then);
        }
        if (then.has("method") && then.has("id")) {
            ids.put(then.path("id").toString(), told.path("id"));
        }
        while (!lines.isEmpty() && lines.getFirst().startsWith("< ")) {
            says.accept(Output.STANDARD, answered(lines.removeFirst().substring(2)) + "\n");
        }
        return OptionalInt.empty();
    }

    /** An answer names the call by the number it has this time. */
    private String answered(String line) {
        JsonNode message = mapper.readTree(line);
        if (message.has("method") || !message.has("id")) {
            return line;
        }
        ObjectNode answer = (ObjectNode) message.deepCopy();
        answer.set("id", ids.get(message.path("id").toString()));
        return mapper.writeValueAsString(answer);
    }
}
