package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.terminal.ProcessTable;
import java.time.Instant;
import java.util.Optional;

/**
 * Which tmux server: its process id and when that process began, so that another process under the same number is never
 * taken for it.
 */
record ServerProcess(long pid, Instant began) {

    static ServerProcess of(long pid) {
        return new ServerProcess(pid, startOf(pid).orElse(Instant.EPOCH));
    }

    private static Optional<Instant> startOf(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
    }

    boolean alive() {
        return startOf(pid).equals(Optional.of(began)) && ProcessTable.runs(pid);
    }

    String text() {
        return pid + " " + began.toEpochMilli();
    }

    static Optional<ServerProcess> parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        try {
            return parts.length == 2
                    ? Optional.of(
                            new ServerProcess(Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
