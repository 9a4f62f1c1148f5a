package dev.tagma.adapters.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Where a state is kept; it is replaced whole, so that a crash leaves the former one or the next. */
public final class StateFile<S> {

    private final Path file;
    private final JsonMapper mapper;
    private final Class<S> type;

    public StateFile(Path file, JsonMapper mapper, Class<S> type) {
        this.file = file;
        this.mapper = mapper;
        this.type = type;
    }

    /** The state that was written last, if one was. */
    public Optional<S> read() {
        try {
            return Optional.of(mapper.readValue(Files.readString(file), type));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read: " + unreadable, unreadable);
        }
    }

    void write(S state) {
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
