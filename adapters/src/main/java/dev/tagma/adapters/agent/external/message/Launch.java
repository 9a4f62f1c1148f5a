package dev.tagma.adapters.agent.external.message;

import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent is to be started with.
 *
 * @param environment the session's own variables
 * @param arguments further arguments for the agent's program
 */
public record Launch(
        PermissionMode mode, Optional<String> model, Map<String, String> environment, List<String> arguments) {

    public static Launch of(Session.Launch launch) {
        return new Launch(launch.mode(), launch.model(), launch.environment(), launch.arguments());
    }
}
