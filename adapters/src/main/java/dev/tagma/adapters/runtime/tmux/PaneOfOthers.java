package dev.tagma.adapters.runtime.tmux;

import dev.tagma.core.fact.ProcessKey;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a pane of somebody else's is, and which program in it is meant: another one that takes its place in the same pane
 * is none of ours.
 */
record PaneOfOthers(String pane, ServerProcess server, ProcessKey program, Path socket) {

    /** The form that is part of a handle. */
    String text() {
        return pane + " " + server.pid() + " " + server.began().toEpochMilli() + " " + program.pid() + " "
                + program.startedTicks() + " " + socket;
    }

    static Optional<PaneOfOthers> parse(String text, String bootId) {
        String[] parts = text.split(" ", 6);
        if (parts.length != 6 || !parts[0].matches("%[0-9]{1,9}")) {
            return Optional.empty();
        }
        try {
            return ServerProcess.parse(parts[1] + " " + parts[2])
                    .map(server -> new PaneOfOthers(
                            parts[0],
                            server,
                            new ProcessKey(Long.parseLong(parts[3]), Long.parseLong(parts[4]), bootId),
                            Path.of(parts[5])));
        } catch (NumberFormatException garbled) {
            return Optional.empty();
        }
    }
}
