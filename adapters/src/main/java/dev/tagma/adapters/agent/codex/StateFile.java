package dev.tagma.adapters.agent.codex;

import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What outlives the daemon: how the agent was to be started, and which conversations it has held since. */
final class StateFile {

    private final Path file;
    private final JsonMapper mapper;
    private State state;

    /**
     * A conversation and where the program records it.
     *
     * @param id the program's name of it
     */
    record Held(String id, Path record) {}

    /**
     * What is known.
     *
     * @param start how the running agent was to be started
     * @param startedAt when that was
     * @param open whether its conversation has been opened since
     * @param held oldest first; the last one is held now
     */
    record State(Start start, Instant startedAt, boolean open, List<Held> held) {

        State {
            held = List.copyOf(held);
        }

        Optional<Held> current() {
            return held.isEmpty() ? Optional.empty() : Optional.of(held.getLast());
        }
    }

    StateFile(Path file, JsonMapper mapper) {
        this.file = file;
        this.mapper = mapper;
        this.state = read();
    }

    synchronized State state() {
        return state;
    }

    synchronized void starting(Start how, Instant now) {
        write(new State(how, now, false, state.held()));
    }

    synchronized void holds(Held conversation) {
        List<Held> held = new ArrayList<>(state.held());
        held.removeIf(one -> one.id().equals(conversation.id()));
        held.add(conversation);
        write(new State(state.start(), state.startedAt(), true, held));
    }

    private State read() {
        try {
            JsonNode json = mapper.readTree(Files.readString(file));
            List<Held> held = new ArrayList<>();
            json.path("held")
                    .forEach(one -> held.add(new Held(
                            one.path("id").asString(""),
                            Path.of(one.path("record").asString("")))));
            return new State(
                    start(json),
                    Instant.ofEpochMilli(json.path("startedAt").asLong(0)),
                    json.path("open").asBoolean(false),
                    held);
        } catch (NoSuchFileException absent) {
            return new State(new Start.Fresh(), Instant.EPOCH, false, List.of());
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
        var held = json.putArray("held");
        next.held()
                .forEach(one -> held.addObject()
                        .put("id", one.id())
                        .put("record", one.record().toString()));
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, mapper.writeValueAsString(json));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("The session's directory cannot be written: " + failed, failed);
        }
        state = next;
    }
}
