package dev.tagma.testkit.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The file in which a conversation is kept, a line for whatever was said. */
final class StreamRecord {

    private final Path file;
    private final JsonMapper mapper;
    private final Clock clock;

    StreamRecord(Path projects, String conversation, JsonMapper mapper, Clock clock) {
        String directory = Path.of("").toAbsolutePath().toString().replaceAll("[^A-Za-z0-9]", "-");
        this.file = projects.resolve(directory).resolve(conversation + ".jsonl");
        this.mapper = mapper;
        this.clock = clock;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Begins with all that another conversation holds. */
    void copy(StreamRecord other) {
        try {
            Files.createDirectories(file.getParent());
            Files.copy(other.file, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void prompt(String uuid, String text) {
        ObjectNode entry = entry("user", uuid).put("promptId", uuid).put("promptSource", "sdk");
        entry.putObject("message").put("role", "user").put("content", text);
        keep(entry);
    }

    void said(JsonNode message, String request) {
        ObjectNode entry = entry("assistant", UUID.randomUUID().toString()).put("requestId", request);
        entry.set("message", message);
        keep(entry);
    }

    void result(String tool, String text) {
        ObjectNode entry = entry("user", UUID.randomUUID().toString());
        entry.putObject("message")
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "tool_result")
                .put("tool_use_id", tool)
                .put("content", text);
        keep(entry);
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

    private synchronized void keep(ObjectNode entry) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    mapper.writeValueAsString(entry) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
