package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.confine.Installation;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Portrait;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.sandbox.Needs;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** OpenCode, driven over the HTTP port that its own program opens. */
public final class OpenCodeAdapter implements AgentAdapter, AutoCloseable {

    /** The program says something every ten seconds. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final AgentId id;
    private final OpenCodeTools tools;

    /**
     * An adapter under this name.
     *
     * @param program the program and its leading arguments
     * @param inherited the daemon's environment; a known part of it is passed on
     * @param settings further variables for the agent
     * @param heartbeat a stream of events that says nothing for so long is dead
     */
    public OpenCodeAdapter(
            AgentId id,
            List<String> program,
            Map<String, String> inherited,
            Map<String, String> settings,
            Duration heartbeat) {
        this.id = id;
        this.tools = new OpenCodeTools(
                List.copyOf(program),
                Map.copyOf(inherited),
                Map.copyOf(settings),
                JsonMapper.shared(),
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(Api.PATIENCE)
                        .build(),
                heartbeat,
                new Exported());
    }

    @Override
    public AgentId id() {
        return id;
    }

    @Override
    public Portrait portrait() {
        return new Portrait(
                "OpenCode",
                "built-in",
                List.of("1.18.33"),
                List.of(
                        "A conversation that a person chooses at the terminal with its own commands is not followed.",
                        "Without its terminal program (protocol) it was not tried yet."));
    }

    @Override
    public Probe probe() {
        return new OpenCodeProbe(id, tools).look();
    }

    /** In its terminal program, or without a screen; what Tagma knows and does goes over the same port. */
    @Override
    public Set<DriverKind> drivers() {
        return Set.of(DriverKind.TERMINAL, DriverKind.PROTOCOL);
    }

    /** Its plan agent never asks whether the plan is to be carried out. */
    @Override
    public Set<PermissionMode> modes() {
        return Set.of(PermissionMode.ASK, PermissionMode.EDITS, PermissionMode.YOLO, PermissionMode.READ_ONLY);
    }

    @Override
    public List<Objection> objections(Session.Launch launch) {
        return LaunchObjections.to(launch);
    }

    @Override
    public Map<Source, Set<Question>> sources() {
        return Map.of(
                Source.PROTOCOL, Set.of(Question.TURN, Question.WAITING, Question.CONDITION),
                Source.PROCESS, Set.of(Question.PROCESS));
    }

    /** The program names its conversations itself. */
    @Override
    public Optional<AgentSessionId> newConversation() {
        return Optional.empty();
    }

    @Override
    public Optional<ConversationStore> conversations(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(OpenCodeLaunch.environment(tools));
        all.putAll(environment);
        return Optional.of(new OpenCodeConversations(all, tools.mapper()));
    }

    @Override
    public Needs needs(DriveContext context) {
        Map<String, String> environment = OpenCodeLaunch.environment(tools, context.session(), context.environment());
        return new Needs(
                Installation.of(tools.program(), environment, Path.of("/")),
                OpenCodePlaces.of(environment),
                Set.of(),
                List.of(),
                true);
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        return new OpenCodeDriver(context, tools, observer);
    }

    @Override
    public void close() {
        tools.http().shutdownNow();
    }
}
