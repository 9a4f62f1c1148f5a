package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What outlives the daemon: how the agent was to be started, where it is spoken to, and which conversation it holds. */
final class StateFile {

    private final Path file;
    private final JsonMapper mapper;
    private State state;

    /**
     * What is known.
     *
     * @param start how the running agent was to be started
     * @param startedAt before that nothing was said to it
     * @param door where it is spoken to; none before the first start
     * @param open whether its conversation has been opened since
     * @param conversation that it holds, or held
     */
    record State(Start start, Instant startedAt, Optional<Door> door, boolean open, Optional<String> conversation) {}

    StateFile(Path file, JsonMapper mapper) {
        this.file = file;
        this.mapper = mapper;
        this.state = read();
    }

    synchronized State state() {
        return state;
    }

    /** The conversation that is held now; throws where none is open. */
    String current() {
        State known = state();
        return known.conversation()
                .filter(any -> known.open())
                .orElseThrow(() -> new TerminalException("its conversation is not open", false));
    }

    /** Where the agent is spoken to; throws where it was never started. */
    Door door() {
        return state().door().orElseThrow(() -> new TerminalException("it was not started", false));
    }

    synchronized void starting(Start how, Instant now, Door door) {
        write(new State(how, now, Optional.of(door), false, state.conversation()));
    }

    synchronized void holds(String conversation) {
        write(new State(state.start(), state.startedAt(), state.door(), true, Optional.of(conversation)));
    }

    private State read() {
        try {
            JsonNode json = mapper.readTree(Files.readString(file));
            return new State(
                    start(json),
                    Instant.ofEpochMilli(json.path("startedAt").asLong(0)),
                    Optional.of(new Door(
                            json.path("port").asInt(0), json.path("password").asString(""))),
                    json.path("open").asBoolean(false),
                    Optional.of(json.path("holds").asString("")).filter(id -> !id.isEmpty()));
        } catch (NoSuchFileException absent) {
            return new State(new Start.Fresh(), Instant.EPOCH, Optional.empty(), false, Optional.empty());
        } catch (IOException | JacksonException unreadable) {
            throw new IllegalStateException(
                    file + " cannot be read: " + unreadable.getMessage() + "; remove the session and make it anew",
                    unreadable);
        }
    }

    private static Start start(JsonNode json) {
        String id = json.path("conversation").asString("");
        return switch (json.path("start").asString("")) {
            case "resume" -> new Start.Resume(new AgentSessionId(id));
            case "fork" -> new Start.Fork(new AgentSessionId(id));
            default -> new Start.Fresh();
        };
    }

    private void write(State next) {
        ObjectNode json = mapper.createObjectNode();
        switch (next.start()) {
            case Start.Fresh fresh -> json.put("start", "fresh");
            case Start.Resume(AgentSessionId id) -> json.put("start", "resume").put("conversation", id.value());
            case Start.Fork(AgentSessionId id) -> json.put("start", "fork").put("conversation", id.value());
        }
        json.put("startedAt", next.startedAt().toEpochMilli()).put("open", next.open());
        next.door().ifPresent(door -> json.put("port", door.port()).put("password", door.password()));
        next.conversation().ifPresent(id -> json.put("holds", id));
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, mapper.writeValueAsString(json));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("The session's directory cannot be written: " + failed, failed);
        }
        state = next;
    }
}
