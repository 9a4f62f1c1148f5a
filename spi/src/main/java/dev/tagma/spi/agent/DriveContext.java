package dev.tagma.spi.agent;

import dev.tagma.core.session.Session;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.sandbox.Enclosure;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a driver works with.
 *
 * @param session as it was when the driver was made; its workspace exists
 * @param directory the session's private directory (mode 0700), kept as long as the session
 * @param environment variables Tagma itself gives the agent, such as {@code TAGMA_SESSION}
 * @param terminals where its terminals are made, within the enclosure
 * @param enclosure what is around its programs; those without a terminal are started by {@link #within}
 */
public record DriveContext(
        Session session,
        Path directory,
        Map<String, String> environment,
        TerminalRuntime terminals,
        Clock clock,
        Checkpoint checkpoint,
        Enclosure enclosure) {

    public DriveContext {
        environment = Map.copyOf(environment);
    }

    /** One with nothing around the programs. */
    public DriveContext(
            Session session,
            Path directory,
            Map<String, String> environment,
            TerminalRuntime terminals,
            Clock clock,
            Checkpoint checkpoint) {
        this(session, directory, environment, terminals, clock, checkpoint, Enclosure.none());
    }

    /** The same with this around the programs. */
    public DriveContext in(Enclosure around) {
        return new DriveContext(session, directory, environment, around.of(terminals), clock, checkpoint, around);
    }

    /** The place for processes whose programs run within the enclosure: all that the session has run belong there. */
    public ProcessRuntime within(ProcessRuntime processes) {
        return enclosure.of(processes);
    }
}
