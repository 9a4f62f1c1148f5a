package dev.tagma.adapters.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The way out of the daemon's control group. A service manager that stops a service kills the whole group, however its
 * processes were detached. Where the daemon runs in the group of a service and the user has a service manager, what is to
 * outlive it is started in a scope of its own. Elsewhere there is nothing to do, or, without a user's manager, nothing
 * that can be done: such a service needs {@code KillMode=process}.
 */
public final class ServiceScope {

    private final Optional<Path> userRuntimeDirectory;
    private final Path controlGroups;
    private final Path starter;

    /**
     * The control group of this process is looked up in {@code controlGroups}, such as {@code /proc/self/cgroup};
     * {@code starter} is the {@code systemd-run} program.
     */
    public ServiceScope(Optional<Path> userRuntimeDirectory, Path controlGroups, Path starter) {
        this.userRuntimeDirectory = userRuntimeDirectory;
        this.controlGroups = controlGroups;
        this.starter = starter;
    }

    /** What to put in front of a command, where this process is inside a service and there is a way out. */
    public Optional<List<String>> prefix() {
        return way().map(directory -> List.of(starter.toString(), "--user", "--scope", "--quiet", "--collect", "--"));
    }

    /** The runtime directory that the prefix needs to know as {@code XDG_RUNTIME_DIR}, where there is a way out. */
    public Optional<Path> way() {
        return userRuntimeDirectory
                .filter(directory -> inService() && Files.isExecutable(starter))
                .filter(directory -> Files.exists(directory.resolve("systemd/private")));
    }

    public boolean inService() {
        try {
            return Files.readAllLines(controlGroups).stream()
                    .flatMap(line -> List.of(line.split("/", -1)).stream())
                    .anyMatch(group -> group.endsWith(".service") && !group.startsWith("user@"));
        } catch (IOException e) {
            return false;
        }
    }
}
