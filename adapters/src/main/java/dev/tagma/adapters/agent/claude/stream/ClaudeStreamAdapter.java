package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.agent.claude.Belongings;
import dev.tagma.adapters.agent.claude.LaunchObjections;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.protocol.Later;
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
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.sandbox.Needs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Claude Code without a terminal, over its stream of JSON lines. */
public final class ClaudeStreamAdapter implements AgentAdapter, AutoCloseable {

    /** A program that needs longer to be ready hangs: it takes seconds, on a busy machine a minute. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AgentId id;
    private final StreamTools tools;

    /**
     * An adapter under this name.
     *
     * @param program the program and its leading arguments
     * @param inherited the daemon's environment; a known part of it is passed on
     * @param settings further variables for the agent
     * @param patience how long the program may take until it can be spoken to
     */
    public ClaudeStreamAdapter(
            AgentId id,
            List<String> program,
            Map<String, String> inherited,
            Map<String, String> settings,
            ProcessRuntime processes,
            Duration patience) {
        this.id = id;
        this.tools = new StreamTools(
                List.copyOf(program),
                Map.copyOf(inherited),
                Map.copyOf(settings),
                JsonMapper.shared(),
                processes,
                new Later("claude-stream"),
                patience);
    }

    @Override
    public AgentId id() {
        return id;
    }

    /** What hinders the program itself is found where it is driven in its terminal; here nothing more is needed. */
    @Override
    public Portrait portrait() {
        return new Portrait(
                "Claude Code",
                "built-in",
                List.of("2.1.329"),
                List.of(
                        "Whether the directory is trusted is not asked: its settings and hooks there count at once.",
                        "Whether somebody is logged in is known only when it is spoken to."));
    }

    @Override
    public Probe probe() {
        Map<String, String> environment = new HashMap<>(tools.inherited());
        environment.putAll(tools.settings());
        Optional<Path> found = Executables.find(tools.program().getFirst(), environment, Path.of("/"));
        return new Probe(found.isPresent(), found.map(Path::toString), Optional.empty(), List.of());
    }

    @Override
    public Set<DriverKind> drivers() {
        return Set.of(DriverKind.PROTOCOL);
    }

    @Override
    public Set<PermissionMode> modes() {
        return Set.of(PermissionMode.ASK, PermissionMode.EDITS, PermissionMode.PLAN, PermissionMode.YOLO);
    }

    @Override
    public List<Objection> objections(Session.Launch launch) {
        return LaunchObjections.to(launch);
    }

    @Override
    public Map<Source, Set<Question>> sources() {
        return Map.of(
                Source.PROTOCOL, Set.of(Question.TURN, Question.WAITING, Question.CONDITION, Question.BACKGROUND),
                Source.PROCESS, Set.of(Question.PROCESS));
    }

    @Override
    public Optional<AgentSessionId> newConversation() {
        return Optional.of(new AgentSessionId(UUID.randomUUID().toString()));
    }

    @Override
    public Needs needs(DriveContext context) {
        return Belongings.needs(
                tools.program(),
                Belongings.place(context, StreamLaunch.environment(tools, context.session(), context.environment())));
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        return new StreamDriver(context, tools, observer);
    }

    @Override
    public void close() {
        tools.later().close();
    }
}
