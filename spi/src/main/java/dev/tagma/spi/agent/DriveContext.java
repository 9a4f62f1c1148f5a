package dev.tagma.spi.agent;

import dev.tagma.core.session.Session;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.TerminalRuntime;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a driver works with.
 *
 * @param session as it was when the driver was made; its workspace exists
 * @param directory the session's private directory (mode 0700), kept as long as the session
 * @param environment variables Tagma itself gives the agent, such as {@code TAGMA_SESSION}
 */
public record DriveContext(
        Session session,
        Path directory,
        Map<String, String> environment,
        TerminalRuntime terminals,
        Clock clock,
        Checkpoint checkpoint) {

    public DriveContext {
        environment = Map.copyOf(environment);
    }
}
