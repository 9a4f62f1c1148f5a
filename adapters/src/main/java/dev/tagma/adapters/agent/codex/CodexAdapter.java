package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.confine.Installation;
import dev.tagma.adapters.files.FileWatch;
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
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.sandbox.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Codex, driven over an app-server of its own for each session. */
public final class CodexAdapter implements AgentAdapter {

    private final AgentId id;
    private final CodexTools tools;

    /**
     * An adapter under this name.
     *
     * @param program the program and its leading arguments
     * @param inherited the daemon's environment; a known part of it is passed on
     * @param settings further variables for the agent
     * @param watch shared by all adapters; not closed by this one
     * @param processes where app-servers run that no terminal program is attached to; not closed by this one
     */
    public CodexAdapter(
            AgentId id,
            List<String> program,
            Map<String, String> inherited,
            Map<String, String> settings,
            FileWatch watch,
            ProcessRuntime processes) {
        this.id = id;
        this.tools = new CodexTools(
                List.copyOf(program),
                Map.copyOf(inherited),
                Map.copyOf(settings),
                JsonMapper.shared(),
                watch,
                processes);
    }

    @Override
    public AgentId id() {
        return id;
    }

    @Override
    public Portrait portrait() {
        return new Portrait(
                "Codex",
                "built-in",
                List.of("0.169.0"),
                List.of(
                        "When a usage limit ends is not told.",
                        "A conversation that a person begins at the terminal with its own commands is not followed.",
                        "Questions were tried with the protocol alone: the program asks only in its plan mode."));
    }

    @Override
    public Probe probe() {
        return new CodexProbe(id, tools).look();
    }

    /** With the vendor's program for people, or without; what Tagma knows and does goes over the protocol. */
    @Override
    public Set<DriverKind> drivers() {
        return Set.of(DriverKind.TERMINAL, DriverKind.PROTOCOL);
    }

    /** Planning is a way of working there, which nothing enforces and which ends without an approval. */
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
        Map<String, String> all = CodexLaunch.environment(tools);
        all.putAll(environment);
        return Optional.of(new CodexConversations(CodexLaunch.home(all), tools.mapper()));
    }

    @Override
    public Needs needs(DriveContext context) {
        Map<String, String> environment = CodexLaunch.environment(tools, context.session(), context.environment());
        return new Needs(
                Installation.of(tools.program(), environment, Path.of("/")),
                Set.of(CodexLaunch.home(environment), context.directory().resolve("codex")));
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        return new CodexDriver(context, tools, observer);
    }
}
