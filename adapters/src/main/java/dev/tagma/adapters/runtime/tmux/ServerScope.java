package dev.tagma.adapters.runtime.tmux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the tmux server out of the daemon's control group. The server makes itself the leader of a session of its own,
 * so that no signal to the daemon's group reaches it; but a service manager that stops a service kills the whole control
 * group. Where the daemon runs in the group of a service and the user has a service manager, the server is started in a
 * scope of its own. Elsewhere there is nothing to do, or, without a user's manager, nothing that can be done: such a
 * service needs {@code KillMode=process}.
 */
final class ServerScope {

    private final Optional<Path> userRuntimeDirectory;
    private final Path controlGroups;
    private final Path starter;

    /**
     * The control group of this process is looked up in {@code controlGroups}, such as {@code /proc/self/cgroup};
     * {@code starter} is the {@code systemd-run} program.
     */
    ServerScope(Optional<Path> userRuntimeDirectory, Path controlGroups, Path starter) {
        this.userRuntimeDirectory = userRuntimeDirectory;
        this.controlGroups = controlGroups;
        this.starter = starter;
    }

    /** What starts a command in a scope of its own. */
    record Escape(List<String> command, Map<String, String> environment) {}

    /** The way out, where this process is inside a service and there is one. */
    Optional<Escape> escape(List<String> command) {
        return userRuntimeDirectory
                .filter(directory -> inService() && Files.isExecutable(starter))
                .filter(directory -> Files.exists(directory.resolve("systemd/private")))
                .map(directory -> new Escape(
                        wrapped(command), Map.of("XDG_RUNTIME_DIR", directory.toString(), "PATH", "/usr/bin:/bin")));
    }

    /** The starter needs an environment, the server gets none. */
    private List<String> wrapped(List<String> command) {
        List<String> wrapped = new ArrayList<>(
                List.of(starter.toString(), "--user", "--scope", "--quiet", "--collect", "--", "/usr/bin/env", "-i"));
        wrapped.addAll(command);
        return wrapped;
    }

    boolean inService() {
        try {
            return Files.readAllLines(controlGroups).stream()
                    .flatMap(line -> List.of(line.split("/", -1)).stream())
                    .anyMatch(group -> group.endsWith(".service") && !group.startsWith("user@"));
        } catch (IOException e) {
            return false;
        }
    }
}
