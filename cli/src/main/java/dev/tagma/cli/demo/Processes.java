package dev.tagma.cli.demo;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.SessionOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The processes of a demo: its daemon, its tmux server and all that runs in there. */
final class Processes {

    /** What was told to end does so within seconds, on a busy machine too; what is still there then is ended by force. */
    private static final long PATIENCE_SECONDS = 20;

    private final Ground ground;
    private final Set<ProcessHandle> known = new LinkedHashSet<>();
    private final Set<Path> sockets = new LinkedHashSet<>();

    Processes(Ground ground) {
        this.ground = ground;
    }

    /** Takes note of those that run now. */
    void look(List<Fields> sessions) {
        daemon().ifPresent(known::add);
        sessions.stream()
                .flatMap(session -> tmuxServer(session.text("id")).stream())
                .distinct()
                .forEach(server -> {
                    known.add(server);
                    server.descendants().forEach(known::add);
                });
    }

    private Optional<ProcessHandle> daemon() {
        try {
            return process(Files.readString(ground.home().daemonLock()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The command that attaches says which server it is. */
    private Optional<ProcessHandle> tmuxServer(String session) {
        try {
            List<String> attach = ground.ask(Ask.of(SessionOperations.ATTACH, session))
                    .fields()
                    .texts("command");
            sockets.add(Path.of(attach.get(attach.indexOf("-S") + 1)));
            var command = new ArrayList<>(attach.subList(0, attach.indexOf("attach-session")));
            command.addAll(List.of("display-message", "-p", "#{pid}"));
            return process(ground.shell().run(ground.root(), command).text());
        } catch (Failure | IndexOutOfBoundsException | IllegalArgumentException noTerminal) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> process(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** How many have ended, in words. */
    String ended() {
        return known.size() == 1 ? "one process has ended" : known.size() + " processes have ended";
    }

    /** Waits until they have ended, and ends by force those that do not; says which those were. */
    List<String> end() {
        CompletableFuture<?> all = CompletableFuture.allOf(
                known.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            // Ended below.
        } catch (ExecutionException broken) {
            throw new IllegalStateException("The end of a process cannot be awaited", broken);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        List<ProcessHandle> left = known.stream().filter(ProcessHandle::isAlive).toList();
        List<String> names = left.stream().map(Processes::name).toList();
        left.forEach(ProcessHandle::destroyForcibly);
        sockets.forEach(Processes::remove);
        return names;
    }

    /** A tmux server leaves its socket behind. */
    private static void remove(Path socket) {
        try {
            Files.deleteIfExists(socket);
        } catch (IOException kept) {
            // Nobody listens there.
        }
    }

    private static String name(ProcessHandle process) {
        String words = Stream.concat(
                        process.info().command().stream(),
                        process.info().arguments().map(Stream::of).orElse(Stream.empty()))
                .reduce("", (one, next) -> one.isEmpty() ? next : one + " " + next);
        return "process %d (%s)".formatted(process.pid(), words.isEmpty() ? "unknown" : words);
    }
}
