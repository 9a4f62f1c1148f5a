package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at tmux servers of this user's by what each says when it is asked once. */
final class ForeignServers {

    /** A healthy server answers in milliseconds. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final String FORMAT =
            "#{pane_id} #{pane_pid} #{pid} #{pane_dead} #{session_id} #{window_id} #{session_name}:#{window_index}.#{pane_index}"
                    + ":#{=200:pane_title}";

    private final String program;
    private final Path usual;
    private final Path own;
    private final Programs programs = new Programs();

    /**
     * @param usual the directory in which this user's servers have their sockets
     * @param own the socket of the server that is ours, which is never foreign
     */
    ForeignServers(String program, Path usual, Path own) {
        this.program = program;
        this.usual = usual;
        this.own = own;
    }

    /** What a server says of one pane. */
    record Row(
            String pane,
            long pid,
            long server,
            boolean dead,
            String session,
            String windowId,
            String window,
            String title) {

        static Optional<Row> parse(String line) {
            String[] parts = line.split(" ", 7);
            if (parts.length < 7) {
                return Optional.empty();
            }
            // A session's name has no colon.
            String[] names = parts[6].split(":", 3);
            try {
                return names.length < 3
                        ? Optional.empty()
                        : Optional.of(new Row(
                                parts[0],
                                Long.parseLong(parts[1]),
                                Long.parseLong(parts[2]),
                                parts[3].equals("1"),
                                parts[4],
                                parts[5],
                                names[0] + ":" + names[1],
                                names[2]));
            } catch (NumberFormatException garbled) {
                return Optional.empty();
            }
        }
    }

    /** What came of asking. */
    sealed interface Look {

        record Seen(List<Row> rows) implements Look {}

        record Gone(String reason) implements Look {}

        record Unclear(String reason) implements Look {}
    }

    /** The sockets of this user's servers, but for ours. */
    List<Path> sockets() {
        try (Stream<Path> files = Files.list(usual)) {
            return files.filter(file -> !file.equals(own)).sorted().toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /** The one that people have who say nothing else. */
    Path usualSocket() {
        return usual.resolve("default");
    }

    boolean isOurs(Path socket) {
        return socket.equals(own);
    }

    /** All panes; each once, though its window may be in several sessions. */
    Look look(Path socket) {
        return ask(socket, "list-panes", "-a", "-F", FORMAT);
    }

    /** The pane that the server finds by this name. */
    Look find(Path socket, String name) {
        return ask(socket, "display-message", "-p", "-t", name, FORMAT);
    }

    private Look ask(Path socket, String... words) {
        List<String> command = new ArrayList<>(List.of(program, "-N", "-u", "-S", socket.toString()));
        command.addAll(List.of(words));
        try {
            return switch (programs.run(
                    Invocation.of(Path.of("/"), Map.of(), command).withLimit(LIMIT))) {
                case Outcome.Exited exited
                when exited.succeeded() ->
                    new Look.Seen(exited.output()
                            .trimmed()
                            .lines()
                            .flatMap(line -> Row.parse(line).stream())
                            .toList());
                case Outcome.Exited exited -> refused(socket, exited.errors().trimmed());
                case Outcome.TimedOut late -> new Look.Unclear("the tmux server at " + socket + " does not answer");
                case Outcome.NotStarted(String reason) ->
                    new Look.Unclear("tmux cannot be run (" + reason + "); install tmux");
            };
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Look.Unclear("interrupted while waiting for tmux");
        }
    }

    private static Look refused(Path socket, String errors) {
        boolean nobody = errors.startsWith("no server running") || errors.startsWith("error connecting");
        return nobody
                ? new Look.Gone("no tmux server runs at " + socket)
                : new Look.Unclear("the tmux server at " + socket + " said: " + errors);
    }
}
