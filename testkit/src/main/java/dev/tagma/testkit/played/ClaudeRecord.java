package dev.tagma.testkit.played;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The file in which Claude Code keeps a conversation. */
final class ClaudeRecord {

    private final Path file;
    private final Clock clock;
    private final JsonMapper mapper = JsonMapper.shared();

    ClaudeRecord(Path configuration, String conversation, Clock clock) {
        this.file = configuration.resolve("projects/played").resolve(conversation + ".jsonl");
        this.clock = clock;
    }

    /** The conversation that a command line names. */
    static String conversation(List<String> command) {
        int own = command.indexOf("--session-id");
        return command.get((own >= 0 ? own : command.indexOf("--resume")) + 1);
    }

    Path file() {
        return file;
    }

    void prompt(String uuid, String text) {
        ObjectNode entry = entry("user", uuid).put("promptId", uuid).put("promptSource", "typed");
        entry.putObject("message").put("role", "user").put("content", text);
        keep(entry);
    }

    /** @param last whether it has come to its end by that */
    void said(String words, boolean last) {
        ObjectNode entry = entry("assistant", UUID.randomUUID().toString());
        ObjectNode message = entry.putObject("message").put("role", "assistant");
        if (last) {
            message.put("stop_reason", "end_turn");
        }
        message.putArray("content").addObject().put("type", "text").put("text", words);
        keep(entry);
    }

    void over() {
        keep(entry("system", UUID.randomUUID().toString())
                .put("subtype", "turn_duration")
                .put("pendingBackgroundAgentCount", 0));
    }

    void interrupted() {
        ObjectNode entry = entry("user", UUID.randomUUID().toString());
        entry.putObject("message")
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", "[Request interrupted by user]");
        keep(entry);
    }

    private ObjectNode entry(String type, String uuid) {
        return mapper.createObjectNode()
                .put("type", type)
                .put("uuid", uuid)
                .put("timestamp", clock.instant().toString());
    }

    private void keep(ObjectNode entry) {
        write(mapper.writeValueAsString(entry) + "\n");
    }

    /** Appends just this. */
    void write(String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
