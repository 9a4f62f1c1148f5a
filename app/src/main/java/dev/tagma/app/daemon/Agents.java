package dev.tagma.app.daemon;

import dev.tagma.adapters.agent.acp.AcpAdapter;
import dev.tagma.adapters.agent.claude.ClaudeAdapter;
import dev.tagma.adapters.agent.claude.stream.ClaudeStreamAdapter;
import dev.tagma.adapters.agent.codex.CodexAdapter;
import dev.tagma.adapters.agent.external.ExternalAdapter;
import dev.tagma.adapters.agent.manifest.ManifestAdapter;
import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.agent.opencode.OpenCodeAdapter;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.runtime.pipe.PipeRuntime;
import dev.tagma.app.config.Config;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.wire.home.Home;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The adapters of all agents that a daemon knows: those with code of their own, those of manifests, those configured. */
final class Agents {

    private final Config config;
    private final Map<String, String> environment;
    private final FileWatch watch;
    private final PipeRuntime processes;
    private final Closer closer;
    private final Map<AgentId, AgentAdapter> adapters = new HashMap<>();
    private final Set<AgentId> optional = new HashSet<>();

    /** @param closer closes the adapters */
    Agents(
            Home home,
            Config config,
            Map<String, String> environment,
            FileWatch watch,
            PipeRuntime processes,
            Closer closer) {
        this.config = config;
        this.environment = environment;
        this.watch = watch;
        this.processes = processes;
        this.closer = closer;
        claude("claude-code", List.of("claude"));
        streamed("claude-code", List.of("claude"));
        claude("scripted", ScriptedProgram.command());
        spoken("scripted", new Config.Acp(ScriptedProgram.acp(), Optional.empty(), Map.of()), Map.of(), List.of());
        codex();
        openCode();
        manifests(home);
        config.agents().forEach((name, agent) -> external(home, name, agent));
        config.agents().forEach((name, agent) -> agent.acp().ifPresent(acp -> spoken(name, acp, Map.of(), List.of())));
    }

    Map<AgentId, AgentAdapter> adapters() {
        Set<Source> lost = DeafAdapter.lost(environment);
        if (lost.isEmpty()) {
            return Map.copyOf(adapters);
        }
        Map<AgentId, AgentAdapter> deaf = new HashMap<>();
        adapters.forEach((id, adapter) -> deaf.put(id, new DeafAdapter(adapter, lost)));
        return Map.copyOf(deaf);
    }

    /** Agents that nobody has to have installed. */
    Set<AgentId> optional() {
        return Set.copyOf(optional);
    }

    private void claude(String name, List<String> program) {
        Config.Agent agent = config.agent(name);
        AgentId id = new AgentId(name);
        adapters.put(id, closer.add(new ClaudeAdapter(id, command(agent, program), environment, agent.env(), watch)));
    }

    /** Adds the stream to the agent of this name. */
    private void streamed(String name, List<String> program) {
        Config.Agent agent = config.agent(name);
        AgentId id = new AgentId(name);
        AgentAdapter stream = closer.add(new ClaudeStreamAdapter(
                id, command(agent, program), environment, agent.env(), processes, ClaudeStreamAdapter.PATIENCE));
        adapters.merge(id, stream, EitherDriver::new);
    }

    private void codex() {
        Config.Agent agent = config.agent("codex");
        AgentId id = new AgentId("codex");
        adapters.put(
                id, new CodexAdapter(id, command(agent, List.of("codex")), environment, agent.env(), watch, processes));
        optional.add(id);
    }

    private void openCode() {
        Config.Agent agent = config.agent("opencode");
        AgentId id = new AgentId("opencode");
        adapters.put(
                id,
                closer.add(new OpenCodeAdapter(
                        id, command(agent, List.of("opencode")), environment, agent.env(), OpenCodeAdapter.HEARTBEAT)));
        optional.add(id);
    }

    private static List<String> command(Config.Agent agent, List<String> usual) {
        return agent.command().isEmpty() ? usual : agent.command();
    }

    private void manifests(Home home) {
        ManifestFiles.all(home.agents()).forEach((id, manifest) -> {
            Config.Agent agent = config.agent(id.value());
            adapters.put(
                    id, closer.add(new ManifestAdapter(manifest, agent.command(), environment, agent.env(), watch)));
            if (agent.acp().isEmpty()) {
                manifest.acp()
                        .map(acp -> acp.by(manifest.program(), agent.command()))
                        .ifPresent(acp -> spoken(
                                id.value(),
                                new Config.Acp(acp.program(), acp.login(), acp.modes()),
                                given(manifest.launch()),
                                manifest.program().keeps()));
            }
            optional.add(id);
        });
    }

    /** An adapter that somebody configured stands in the place of whatever Tagma knows of the agent itself. */
    private void external(Home home, String name, Config.Agent agent) {
        if (!agent.adapter().isEmpty()) {
            AgentId id = new AgentId(name);
            adapters.put(
                    id,
                    closer.add(new ExternalAdapter(
                            id,
                            new ExternalAdapter.Settings(agent.adapter(), agent.command(), agent.env()),
                            environment,
                            home.state().resolve("adapters"),
                            ExternalAdapter.PATIENCE)));
        }
    }

    /** What the agent's terminal program is given too. */
    private Map<String, String> given(Manifest.Launch launch) {
        Map<String, String> given = new HashMap<>(launch.sets());
        launch.passes().stream()
                .filter(environment::containsKey)
                .forEach(name -> given.put(name, String.valueOf(environment.get(name))));
        return given;
    }

    /** Adds a protocol to the agent of this name, or an agent that has nothing else. */
    private void spoken(String name, Config.Acp acp, Map<String, String> given, List<String> keeps) {
        AgentId id = new AgentId(name);
        Map<String, String> own = new HashMap<>(given);
        own.putAll(config.agent(name).env());
        AgentAdapter spoken = closer.add(new AcpAdapter(
                id,
                new AcpAdapter.Settings(acp.command(), own, acp.login(), acp.modes(), keeps),
                environment,
                processes,
                AcpAdapter.PATIENCE));
        adapters.merge(id, spoken, EitherDriver::new);
    }
}
