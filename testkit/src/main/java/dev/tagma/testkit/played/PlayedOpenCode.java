package dev.tagma.testkit.played;

import dev.tagma.core.session.AgentId;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.opencode.ScriptedOpenCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** OpenCode: its terminal program with the port in it. */
public final class PlayedOpenCode extends ServerAgent {

    private static final Map<Trouble, String> NEVER = Map.of(
            Trouble.HALF_WRITTEN,
            "it keeps conversations in a database, and an event that is cut off comes with a connection that is");

    private final Path store;
    private final Clock clock;
    private final List<ScriptedOpenCode> servers = new ArrayList<>();
    private boolean deaf;

    /** @param store where its conversations are kept */
    public PlayedOpenCode(Path store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public AgentId agent() {
        return new AgentId("opencode");
    }

    @Override
    boolean serves(TerminalSpec spec) {
        return spec.command().contains("--port");
    }

    @Override
    synchronized void listen(TerminalSpec spec) {
        hangUp();
        int port = Integer.parseInt(spec.command().get(spec.command().indexOf("--port") + 1));
        Map<String, String> environment = spec.environment();
        ScriptedOpenCode server = ScriptedOpenCode.listen(
                port,
                Objects.requireNonNull(environment.get("OPENCODE_SERVER_USERNAME")),
                Objects.requireNonNull(environment.get("OPENCODE_SERVER_PASSWORD")),
                store,
                clock);
        if (deaf) {
            server.tellNobody(Integer.MAX_VALUE);
        }
        servers.add(server);
    }

    @Override
    synchronized void hangUp() {
        servers.forEach(ScriptedOpenCode::close);
    }

    private synchronized ScriptedOpenCode server() {
        return servers.getLast();
    }

    @Override
    public synchronized List<String> heard() {
        return servers.stream()
                .flatMap(server -> server.told().stream())
                .filter(said -> !said.startsWith("answer: "))
                .toList();
    }

    @Override
    public synchronized List<String> intoDialogs() {
        return servers.stream()
                .flatMap(server -> server.toldWhileAsking().stream())
                .toList();
    }

    @Override
    public void finish() {
        if (!server().asks()) {
            server().finish();
        }
    }

    @Override
    public Optional<String> cannot(Trouble trouble) {
        return Optional.ofNullable(NEVER.get(trouble));
    }

    @Override
    public void make(Trouble trouble) {
        switch (trouble) {
            case MALFORMED -> server().babble();
            case REPEATED -> server().tellEverythingTwice();
            case LATE -> conversations().forEach(id -> server().tellLate(id, clock.millis() - 60_000));
            case FLOOD -> flood();
            case SLOW_START -> startSlowly();
            case DEAF -> deafen(true);
            case LOST_SUBMIT -> server().cutNextMessage(false);
            case TAKEN_SUBMIT -> server().cutNextMessage(true);
            case HALF_WRITTEN -> throw new IllegalArgumentException("It writes nothing that anybody reads");
        }
    }

    @Override
    public void relent(Trouble trouble) {
        switch (trouble) {
            case SLOW_START -> startAtLast();
            case DEAF -> {
                deafen(false);
                server().tellNobody(0);
                server().cut();
            }
            case MALFORMED, REPEATED, LATE, FLOOD, LOST_SUBMIT, TAKEN_SUBMIT, HALF_WRITTEN -> {}
        }
    }

    private synchronized void deafen(boolean now) {
        deaf = now;
    }

    private List<String> conversations() {
        try (Stream<Path> files = Files.list(store)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
