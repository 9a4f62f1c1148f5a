package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Launch;
import dev.tagma.adapters.agent.external.message.Nothing;
import dev.tagma.adapters.agent.external.message.Of;
import dev.tagma.adapters.agent.external.message.Open;
import dev.tagma.adapters.exec.Inherited;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says things about one session to whichever process of the adapter stands; each is told of the session first. */
final class Voice implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Voice.class.getName());

    private final Session session;
    private final Tools tools;
    private final String name;
    private final Path directory;
    private final Map<String, String> environment;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Connection opened;

    Voice(DriveContext context, Tools tools) {
        this.session = context.session();
        this.tools = tools;
        this.name = tools.drivers().name();
        this.directory = context.directory().resolve("adapter");
        this.environment = Inherited.inTerminal(tools.inherited(), Set.of());
        environment.putAll(tools.settings().environment());
        environment.putAll(session.launch().environment());
        environment.putAll(context.environment());
    }

    /** What the driver is called in messages. */
    String name() {
        return name;
    }

    /** All variables of the agent's program but those that the adapter adds. */
    Map<String, String> environment() {
        return environment;
    }

    /** The adapter's process, which knows of the session. */
    Connection opened() throws Gone, Refused {
        Connection here = tools.standing().speaker().connection();
        opening.lock();
        try {
            if (opened != here) {
                Files.createDirectories(directory);
                here.call(Call.OPEN, open(), Nothing.class);
                opened = here;
            }
            return here;
        } catch (IOException failed) {
            throw new Gone("the session's directory cannot be made: " + failed.getMessage());
        } finally {
            opening.unlock();
        }
    }

    private Open open() {
        return new Open(
                name,
                session.handle().value(),
                Launch.of(session.launch()),
                session.workspace().path(),
                directory.toString(),
                environment,
                session.agentSessionId().map(AgentSessionId::value));
    }

    /** @throws TerminalException when it cannot be had; in doubt where it may have had its effect */
    <T> T call(Call call, Object parameters, Class<T> type) {
        try {
            return opened().call(call, parameters, type);
        } catch (Gone gone) {
            throw new TerminalException(gone.reason(), call == Call.PLACE || call == Call.SUBMIT, gone);
        } catch (Refused refused) {
            throw refused(call, refused);
        }
    }

    TerminalException refused(Call call, Refused refused) {
        return new TerminalException(
                "The adapter of agent '" + tools.agent() + "' could not do '" + call.method() + "': "
                        + refused.reason(),
                refused.code() == Refused.IN_DOUBT,
                refused);
    }

    /** The same, where it matters little whether anybody answers. */
    <T> void ask(Call call, Object parameters, Class<T> type) {
        try {
            T _ = call(call, parameters, type);
        } catch (TerminalException unheard) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "'" + call.method() + "' of " + session.handle() + " was not heard: " + unheard.getMessage());
        }
    }

    /** Removes what the adapter kept about the session. */
    void discard() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new TerminalException(
                    "The files below " + directory + " cannot be removed: " + failed, false, failed);
        }
    }

    @Override
    public void close() {
        Connection here = opened;
        if (here != null && !here.isOver()) {
            try {
                Connection.Asked _ = here.ask(Call.CLOSE, new Of(name));
            } catch (Gone gone) {
                LOG.log(System.Logger.Level.DEBUG, gone::reason);
            }
        }
    }
}
