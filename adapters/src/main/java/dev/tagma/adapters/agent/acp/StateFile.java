package dev.tagma.adapters.agent.acp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Where the state is kept; it is replaced whole, so that a crash leaves the former one or the next. */
final class StateFile {

    private final Path file;
    private final JsonMapper mapper;

    StateFile(Path file, JsonMapper mapper) {
        this.file = file;
        this.mapper = mapper;
    }

    Optional<State> read() {
        try {
            return Optional.of(mapper.readValue(Files.readString(file), State.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    void write(State state) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.write(next, mapper.writeValueAsString(state).getBytes(StandardCharsets.UTF_8));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be written: " + failed, failed);
        }
    }
}
