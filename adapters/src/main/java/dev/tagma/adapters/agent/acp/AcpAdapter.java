package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.confine.HomePlaces;
import dev.tagma.adapters.confine.Installation;
import dev.tagma.adapters.exec.Inherited;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Any agent that speaks the Agent Client Protocol, given as a command. */
public final class AcpAdapter implements AgentAdapter, AutoCloseable {

    /** An agent that needs longer to be ready hangs: the slowest known takes some seconds, on a busy machine a minute. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AgentId id;
    private final AcpTools tools;
    private final List<String> keeps;

    /**
     * How the agent is run.
     *
     * @param program the program and its leading arguments
     * @param environment variables for its process, beside what is passed on
     * @param login the agent's name of a way to log in that needs no person
     * @param modes the agent's names of its modes, where they are not known
     * @param keeps the directories in which it keeps its things, as far as they are known
     */
    public record Settings(
            List<String> program,
            Map<String, String> environment,
            Optional<String> login,
            Map<PermissionMode, String> modes,
            List<String> keeps) {

        /** One whose directories are not known. */
        public Settings(
                List<String> program,
                Map<String, String> environment,
                Optional<String> login,
                Map<PermissionMode, String> modes) {
            this(program, environment, login, modes, List.of());
        }

        public Settings {
            program = List.copyOf(program);
            environment = Map.copyOf(environment);
            modes = Map.copyOf(modes);
            keeps = List.copyOf(keeps);
        }
    }

    /**
     * An adapter under this name.
     *
     * @param inherited the daemon's environment; a known part of it is passed on
     * @param patience how long the agent may take until it can be spoken to
     */
    public AcpAdapter(
            AgentId id, Settings settings, Map<String, String> inherited, ProcessRuntime processes, Duration patience) {
        this.id = id;
        this.keeps = settings.keeps();
        this.tools = new AcpTools(
                settings.program(),
                Map.copyOf(inherited),
                settings.environment(),
                settings.login(),
                settings.modes(),
                JsonMapper.shared(),
                processes,
                new Later("acp"),
                patience);
    }

    @Override
    public AgentId id() {
        return id;
    }

    @Override
    public Portrait portrait() {
        return new Portrait(
                id.value(),
                "the Agent Client Protocol",
                List.of(),
                List.of(
                        "Which modes it has it says only when it runs; a session in one that it has not fails to"
                                + " start.",
                        "Its version and its logins are known only when it is spoken to."));
    }

    @Override
    public Probe probe() {
        Map<String, String> environment = Inherited.of(tools.inherited());
        environment.putAll(tools.settings());
        return new AcpProbe(id, tools.program().getFirst(), environment).look();
    }

    @Override
    public Set<DriverKind> drivers() {
        return Set.of(DriverKind.PROTOCOL);
    }

    /** Whether the agent has such a mode it says only when it runs; one that has not fails to start and says so. */
    @Override
    public Set<PermissionMode> modes() {
        return Set.of(PermissionMode.ASK, PermissionMode.EDITS, PermissionMode.PLAN, PermissionMode.YOLO);
    }

    /** What an unknown program does with an argument or a variable nobody can tell: only people may give it any. */
    @Override
    public List<Objection> objections(Session.Launch launch) {
        List<Objection> objections = new ArrayList<>();
        launch.arguments().stream()
                .map(argument -> "argument '" + argument + "'")
                .forEach(what -> objections.add(wider(what)));
        launch.environment().keySet().stream()
                .sorted()
                .map(name -> "variable " + name)
                .forEach(what -> objections.add(wider(what)));
        return objections;
    }

    private Objection wider(String what) {
        return new Objection(
                Objection.Ground.WIDER,
                what + ": nobody can tell what agent '" + id + "' may do with it; leave it out");
    }

    @Override
    public Map<Source, Set<Question>> sources() {
        return Map.of(
                Source.PROTOCOL, Set.of(Question.TURN, Question.WAITING, Question.CONDITION),
                Source.PROCESS, Set.of(Question.PROCESS));
    }

    @Override
    public Optional<AgentSessionId> newConversation() {
        return Optional.empty();
    }

    /** Its directories are not known but where a manifest names them; a person names them in the configuration. */
    @Override
    public Needs needs(DriveContext context) {
        Map<String, String> environment = AcpDriver.environment(context, tools);
        return new Needs(
                Installation.of(tools.program(), environment, Path.of("/")), HomePlaces.of(keeps, environment));
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        return new AcpDriver(context, tools, observer);
    }

    @Override
    public void close() {
        tools.later().close();
    }
}
