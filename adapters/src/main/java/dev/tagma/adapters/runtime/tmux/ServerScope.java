package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.exec.ServiceScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the tmux server out of the daemon's control group. The server makes itself the leader of a session of its own,
 * so that no signal to the daemon's group reaches it; {@link ServiceScope} says what else there is to do.
 */
final class ServerScope {

    private final ServiceScope scope;

    /** See {@link ServiceScope}. */
    ServerScope(Optional<Path> userRuntimeDirectory, Path controlGroups, Path starter) {
        this.scope = new ServiceScope(userRuntimeDirectory, controlGroups, starter);
    }

    /** What starts a command in a scope of its own. */
    record Escape(List<String> command, Map<String, String> environment) {}

    /** The way out, where this process is inside a service and there is one. */
    Optional<Escape> escape(List<String> command) {
        return scope.way()
                .map(directory -> new Escape(
                        wrapped(command), Map.of("XDG_RUNTIME_DIR", directory.toString(), "PATH", "/usr/bin:/bin")));
    }

    /** The starter needs an environment, the server gets none. */
    private List<String> wrapped(List<String> command) {
        List<String> wrapped = new ArrayList<>(scope.prefix().orElse(List.of()));
        wrapped.addAll(List.of("/usr/bin/env", "-i"));
        wrapped.addAll(command);
        return wrapped;
    }

    boolean inService() {
        return scope.inService();
    }
}
