package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.proc.CommandWords;
import dev.tagma.adapters.proc.Processes;
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
import dev.tagma.spi.agent.Recognised;
import dev.tagma.spi.runtime.ForeignPane;
import dev.tagma.spi.sandbox.Needs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** Claude Code in its own terminal program, and any program that speaks the same dialect. */
public final class ClaudeAdapter implements AgentAdapter, AutoCloseable {

    private final AgentId id;
    private final ClaudeTools tools;

    /**
     * An adapter under this name.
     *
     * @param program the program and its leading arguments
     * @param inherited the daemon's environment; a known part of it is passed on
     * @param settings further variables for the agent
     * @param watch shared by all adapters; not closed by this one
     */
    public ClaudeAdapter(
            AgentId id,
            List<String> program,
            Map<String, String> inherited,
            Map<String, String> settings,
            FileWatch watch) {
        this.id = id;
        this.tools = new ClaudeTools(
                List.copyOf(program),
                Map.copyOf(inherited),
                Map.copyOf(settings),
                JsonMapper.shared(),
                watch,
                new ClaudeScreen(),
                Executors.newScheduledThreadPool(
                        4, Thread.ofVirtual().name("claude-", 0).factory()));
    }

    @Override
    public AgentId id() {
        return id;
    }

    /** The program itself; others that speak its dialect are tried with nothing of their own. */
    @Override
    public Portrait portrait() {
        return ClaudeProbe.isItself(id)
                ? new Portrait(
                        "Claude Code",
                        "built-in",
                        List.of("2.1.329"),
                        List.of(
                                "Its state file is described nowhere; of another version it may say other things.",
                                "What a person does with its own commands at the terminal is seen as far as its record"
                                        + " tells it."))
                : new Portrait(
                        id.value(),
                        "built-in",
                        List.of(),
                        List.of("It speaks the dialect of Claude Code; which version of that is not asked."));
    }

    @Override
    public Probe probe() {
        return new ClaudeProbe(id, tools.program(), tools.inherited(), tools.settings()).look();
    }

    @Override
    public Set<DriverKind> drivers() {
        return Set.of(DriverKind.TERMINAL);
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
                Source.AGENT_STATE, Set.of(Question.TURN, Question.WAITING, Question.BACKGROUND),
                Source.HOOK, Set.of(Question.TURN, Question.WAITING, Question.BACKGROUND, Question.CONDITION),
                Source.TRANSCRIPT, Set.of(Question.TURN, Question.CONDITION),
                Source.TITLE, Set.of(Question.TURN),
                Source.SCREEN, Set.of(Question.TURN, Question.WAITING, Question.CONDITION, Question.COMPOSER),
                Source.PROCESS, Set.of(Question.PROCESS));
    }

    @Override
    public Optional<AgentSessionId> newConversation() {
        return Optional.of(new AgentSessionId(UUID.randomUUID().toString()));
    }

    @Override
    public Optional<ConversationStore> conversations(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(tools.inherited());
        all.putAll(tools.settings());
        all.putAll(environment);
        return Optional.of(new ClaudeConversations(new ClaudePaths(all), tools.mapper()));
    }

    /** By what it was called with; its state file says which conversation it holds. */
    @Override
    public Optional<Recognised> recognise(ForeignPane pane) {
        if (!CommandWords.anyRuns(pane.commands(), tools.program())) {
            return Optional.empty();
        }
        Map<String, String> environment =
                new HashMap<>(Processes.environment(pane.program().pid()));
        environment.keySet().retainAll(ConfigurationPlace.VARIABLES);
        Optional<AgentSessionId> conversation = new StateFile(new ClaudePaths(environment).states(), tools.mapper())
                .read(pane.program().pid())
                .map(StateFile.State::sessionId)
                .filter(id -> !id.isEmpty())
                .map(AgentSessionId::new);
        return Optional.of(new Recognised(conversation, environment));
    }

    @Override
    public Needs needs(DriveContext context) {
        return new Belongings(context)
                .needsInTerminal(
                        tools.program(),
                        Belongings.place(
                                context,
                                ClaudeLaunch.environment(
                                        tools.inherited(),
                                        tools.settings(),
                                        context.session(),
                                        context.environment())));
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        return new ClaudeDriver(context, tools, observer);
    }

    @Override
    public void close() {
        tools.executor().shutdownNow();
    }
}
