package dev.tagma.testkit.played;

import dev.tagma.core.session.AgentId;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.codex.ScriptedAppServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Codex: its app-server, and its terminal program beside it. */
public final class PlayedCodex extends ServerAgent {

    private static final String HARMLESS =
            "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"type\":\"played\",\"payload\":{}}\n";

    private final Path home;
    private final Clock clock;
    private final List<ScriptedAppServer> servers = new ArrayList<>();
    private boolean deaf;

    /** @param home where its sockets, of short names, and its records are */
    public PlayedCodex(Path home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    @Override
    public AgentId agent() {
        return new AgentId("codex");
    }

    @Override
    boolean serves(TerminalSpec spec) {
        return spec.command().contains("app-server");
    }

    /** Under a short name: the session's own path is longer than a socket's may be. */
    @Override
    synchronized void listen(TerminalSpec spec) {
        hangUp();
        String address = spec.command().get(spec.command().indexOf("--listen") + 1);
        try {
            Path real = home.resolve("s" + servers.size());
            ScriptedAppServer server = ScriptedAppServer.listen(real, records(), clock);
            if (deaf) {
                server.fallSilent();
            }
            servers.add(server);
            Path named = Path.of(address.substring("unix://".length()));
            Files.deleteIfExists(named);
            Files.createSymbolicLink(named, real);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    synchronized void hangUp() {
        servers.forEach(ScriptedAppServer::close);
    }

    private Path records() {
        return home.resolve("records");
    }

    private synchronized ScriptedAppServer server() {
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
            server().finish("completed");
        }
    }

    @Override
    public Optional<String> cannot(Trouble trouble) {
        return trouble == Trouble.LATE
                ? Optional.of("it tells everything on one connection, in the order in which it happens")
                : Optional.empty();
    }

    @Override
    public void make(Trouble trouble) {
        switch (trouble) {
            case MALFORMED -> server().babble();
            case REPEATED -> server().tellEverythingTwice();
            case FLOOD -> flood();
            case SLOW_START -> startSlowly();
            case DEAF -> deafen(true);
            case LOST_SUBMIT -> server().cutNextMessage(false);
            case TAKEN_SUBMIT -> server().cutNextMessage(true);
            case HALF_WRITTEN -> record(HARMLESS.substring(0, HARMLESS.length() / 2));
            case LATE -> throw new IllegalArgumentException("It tells nothing late");
        }
    }

    @Override
    public void relent(Trouble trouble) {
        switch (trouble) {
            case SLOW_START -> startAtLast();
            case DEAF -> {
                deafen(false);
                server().listenAgain();
            }
            case HALF_WRITTEN -> record(HARMLESS.substring(HARMLESS.length() / 2));
            case MALFORMED, REPEATED, LATE, FLOOD, LOST_SUBMIT, TAKEN_SUBMIT -> {}
        }
    }

    private synchronized void deafen(boolean now) {
        deaf = now;
    }

    private void record(String part) {
        try (Stream<Path> files = Files.list(records())) {
            for (Path file : files.toList()) {
                Files.writeString(file, part, StandardOpenOption.APPEND);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
