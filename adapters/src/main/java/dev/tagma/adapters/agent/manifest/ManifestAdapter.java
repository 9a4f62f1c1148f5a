package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.agent.manifest.screen.ScreenReader;
import dev.tagma.adapters.confine.HomePlaces;
import dev.tagma.adapters.confine.Installation;
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
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** An agent that a manifest describes. */
public final class ManifestAdapter implements AgentAdapter, AutoCloseable {

    private final Manifest manifest;
    private final ManifestTools tools;

    /** The conversations of files whose names do not tell them: nothing has to be looked into twice. */
    private final Map<Path, String> names = new ConcurrentHashMap<>();

    /**
     * An adapter for the agent of this manifest.
     *
     * @param command the program and its leading arguments in place of the manifest's; empty for those
     * @param inherited the daemon's environment; a known part of it is passed on
     * @param settings further variables for the agent
     * @param watch shared by all adapters; not closed by this one
     */
    public ManifestAdapter(
            Manifest manifest,
            List<String> command,
            Map<String, String> inherited,
            Map<String, String> settings,
            FileWatch watch) {
        this.manifest = manifest;
        this.tools = new ManifestTools(
                manifest,
                command.isEmpty() ? manifest.program().command() : List.copyOf(command),
                Map.copyOf(inherited),
                Map.copyOf(settings),
                JsonMapper.shared(),
                manifest.transcript()
                        .map(chat -> ChatForm.of(chat, JsonMapper.shared()))
                        .orElseGet(() -> new GeminiChat(JsonMapper.shared())),
                watch,
                new ScreenReader(manifest.screen()),
                Executors.newScheduledThreadPool(
                        2, Thread.ofVirtual().name(manifest.agent() + "-", 0).factory()));
    }

    @Override
    public AgentId id() {
        return manifest.agent();
    }

    @Override
    public Probe probe() {
        return new ManifestProbe(tools).look();
    }

    @Override
    public Portrait portrait() {
        return new Portrait(
                manifest.title(), manifest.origin(), manifest.program().known(), manifest.unknown());
    }

    @Override
    public Set<DriverKind> drivers() {
        return Set.of(DriverKind.TERMINAL);
    }

    @Override
    public Set<PermissionMode> modes() {
        return manifest.launch().modes().keySet();
    }

    @Override
    public List<Objection> objections(Session.Launch launch) {
        return ManifestLaunch.objections(manifest.agent().value(), manifest.launch(), launch);
    }

    @Override
    public Map<Source, Set<Question>> sources() {
        Map<Source, Set<Question>> sources = new EnumMap<>(Source.class);
        if (!manifest.titles().isEmpty()) {
            sources.put(Source.TITLE, Set.of(Question.TURN, Question.WAITING));
        }
        if (!manifest.screen().rules().isEmpty()) {
            sources.put(Source.SCREEN, Set.of(Question.TURN, Question.WAITING, Question.CONDITION, Question.COMPOSER));
        }
        sources.put(Source.PROCESS, Set.of(Question.PROCESS));
        return sources;
    }

    @Override
    public Optional<AgentSessionId> newConversation() {
        return manifest.choosesConversation()
                ? Optional.of(new AgentSessionId(UUID.randomUUID().toString()))
                : Optional.empty();
    }

    @Override
    public Optional<ConversationStore> conversations(Map<String, String> environment) {
        return manifest.transcript().map(chat -> {
            Map<String, String> all =
                    new HashMap<>(ManifestLaunch.environment(manifest.launch(), tools.inherited(), tools.settings()));
            all.putAll(environment);
            return new ManifestConversations(chat, tools.form(), all.getOrDefault("HOME", "/"), names);
        });
    }

    /** By what it was called with; which conversation it holds nobody says. */
    @Override
    public Optional<Recognised> recognise(ForeignPane pane) {
        return CommandWords.anyRuns(pane.commands(), tools.program())
                ? Optional.of(new Recognised(Optional.empty(), home(pane)))
                : Optional.empty();
    }

    private static Map<String, String> home(ForeignPane pane) {
        String home = Processes.environment(pane.program().pid()).get("HOME");
        return home == null ? Map.of() : Map.of("HOME", home);
    }

    @Override
    public Needs needs(DriveContext context) {
        Map<String, String> environment =
                new HashMap<>(ManifestLaunch.environment(manifest.launch(), tools.inherited(), tools.settings()));
        environment.putAll(context.session().launch().environment());
        return new Needs(
                Installation.of(tools.program(), environment, Path.of("/")),
                HomePlaces.of(manifest.program().keeps(), environment));
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        return new ManifestDriver(context, tools, observer);
    }

    @Override
    public void close() {
        tools.executor().shutdownNow();
    }
}
