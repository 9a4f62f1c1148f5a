package dev.tagma.testkit.acp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The conversations that were ever held, a file each, a line for whatever was said. */
final class AcpMemory {

    private final Path directory;
    private final JsonMapper mapper;

    AcpMemory(Path directory, JsonMapper mapper) {
        this.directory = directory;
        this.mapper = mapper;
    }

    boolean knows(String conversation) {
        return Files.exists(file(conversation));
    }

    List<String> conversations() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .map(name -> name.substring(0, name.length() - ".jsonl".length()))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    synchronized void said(String conversation, String role, String text) {
        String line = mapper.writeValueAsString(
                mapper.createObjectNode().put("role", role).put("text", text));
        try {
            Files.createDirectories(directory);
            Files.writeString(file(conversation), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Begins another conversation with what was said in this one. */
    void copy(String conversation, String other) {
        try {
            Files.copy(file(conversation), file(other));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    List<JsonNode> all(String conversation) {
        try {
            return Files.readAllLines(file(conversation)).stream()
                    .map(mapper::readTree)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path file(String conversation) {
        return directory.resolve(conversation.replaceAll("[^A-Za-z0-9-]", "-") + ".jsonl");
    }
}
