package dev.tagma.adapters.runtime.tmux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        return startOf(pid).equals(Optional.of(began)) && !zombie();
    }

    /** Killed, but nobody has collected it yet; only Linux shows that here. */
    private boolean zombie() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException e) {
            return false;
        }
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
