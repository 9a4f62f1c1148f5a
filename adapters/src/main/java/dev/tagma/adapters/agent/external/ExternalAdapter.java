package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Conversation;
import dev.tagma.adapters.agent.external.message.Introduction;
import dev.tagma.adapters.agent.external.message.Launch;
import dev.tagma.adapters.agent.external.message.Nothing;
import dev.tagma.adapters.agent.external.message.Objections;
import dev.tagma.adapters.confine.Installation;
import dev.tagma.adapters.exec.Inherited;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Portrait;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.sandbox.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * An adapter that is a program of its own: it knows one agent, and is asked over its standard streams whatever this port
 * is asked. The agent's program it has Tagma start, in a terminal that outlives both.
 */
public final class ExternalAdapter implements AgentAdapter, AutoCloseable {

    /** No answer may take longer, whatever is asked. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AgentId id;
    private final Standing standing;
    private final Tools tools;
    private final ScheduledExecutorService executor;

    /**
     * How the adapter is run.
     *
     * @param adapter its program and arguments
     * @param program the agent's program and leading arguments, as far as they are configured
     * @param environment variables for both, beside what is passed on
     */
    public record Settings(List<String> adapter, List<String> program, Map<String, String> environment) {

        public Settings {
            adapter = List.copyOf(adapter);
            program = List.copyOf(program);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * An adapter under this name; it is started when it is first needed.
     *
     * @param inherited the daemon's environment; a known part of it is passed on
     * @param directory where adapters run, and where is noted which do
     * @param patience the longest that any answer may take
     */
    public ExternalAdapter(
            AgentId id, Settings settings, Map<String, String> inherited, Path directory, Duration patience) {
        this.id = id;
        this.executor = Executors.newScheduledThreadPool(
                1, Thread.ofVirtual().name("adapter-" + id + "-", 0).factory());
        Codec codec = new Codec();
        Drivers drivers = new Drivers(codec);
        Map<String, String> environment = Inherited.of(inherited);
        environment.putAll(settings.environment());
        this.standing = new Standing(id, settings, environment, directory, codec, drivers, patience, executor);
        this.tools = new Tools(id, settings, Map.copyOf(inherited), standing, drivers);
    }

    @Override
    public AgentId id() {
        return id;
    }

    @Override
    public Probe probe() {
        try {
            return standing.speaker().connection().call(Call.PROBE, new Nothing(), Probe.class);
        } catch (Gone gone) {
            return nothing(gone.reason() + "; see 'agents." + id + ".adapter' in config.yaml");
        } catch (Refused refused) {
            return nothing("its adapter cannot look for it: " + refused.reason());
        }
    }

    private static Probe nothing(String problem) {
        return new Probe(false, Optional.empty(), Optional.empty(), List.of(problem));
    }

    @Override
    public Portrait portrait() {
        String origin = String.join(" ", tools.settings().adapter());
        return standing.known()
                .map(said -> new Portrait(
                        said.title(), origin + ": " + said.adapter(), said.knownVersions(), said.unknown()))
                .orElseGet(() -> new Portrait(id.value(), origin, List.of(), List.of()));
    }

    @Override
    public Set<DriverKind> drivers() {
        return Set.of(DriverKind.TERMINAL);
    }

    /** Until it has said which, the one that every agent has: whoever wants to start it then hears why it does not stand. */
    @Override
    public Set<PermissionMode> modes() {
        return introduction().map(Introduction::modes).orElse(Set.of(PermissionMode.ASK));
    }

    private Optional<Introduction> introduction() {
        try {
            return Optional.of(standing.speaker().introduction());
        } catch (Gone gone) {
            return standing.known();
        }
    }

    @Override
    public List<Objection> objections(Session.Launch launch) {
        try {
            return standing.speaker()
                    .connection()
                    .call(Call.OBJECTIONS, Launch.of(launch), Objections.class)
                    .objections();
        } catch (Gone gone) {
            return taken(gone.reason());
        } catch (Refused refused) {
            return taken("the adapter of agent '" + id + "' refuses: " + refused.reason());
        }
    }

    private static List<Objection> taken(String sentence) {
        return List.of(new Objection(Objection.Ground.TAKEN, sentence));
    }

    @Override
    public Map<Source, Set<Question>> sources() {
        Map<Source, Set<Question>> sources = new EnumMap<>(Source.class);
        standing.known().ifPresent(said -> sources.putAll(said.sources()));
        sources.put(Source.PROCESS, Set.of(Question.PROCESS));
        return sources;
    }

    @Override
    public Optional<AgentSessionId> newConversation() {
        try {
            return standing.speaker()
                    .connection()
                    .call(Call.NEW_CONVERSATION, new Nothing(), Conversation.class)
                    .conversation()
                    .map(AgentSessionId::new);
        } catch (Gone gone) {
            throw new TerminalException(gone.reason(), false, gone);
        } catch (Refused | IllegalArgumentException refused) {
            throw new TerminalException(
                    "The adapter of agent '" + id + "' has no id for a conversation: " + refused.getMessage(),
                    false,
                    refused);
        }
    }

    /** What the agent's program needs beside its installation only a person can say. */
    @Override
    public Needs needs(DriveContext context) {
        List<String> program = tools.settings().program();
        Map<String, String> environment = Inherited.of(tools.inherited());
        return program.isEmpty()
                ? Needs.NONE
                : new Needs(Installation.of(program, environment, Path.of("/")), Set.of());
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        return new ExternalDriver(context, tools, observer);
    }

    @Override
    public void close() {
        standing.close();
        executor.shutdownNow();
    }
}
