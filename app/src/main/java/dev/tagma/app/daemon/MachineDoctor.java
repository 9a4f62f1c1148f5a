package dev.tagma.app.daemon;

import dev.tagma.core.session.AgentId;
import dev.tagma.server.route.Doctor;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.Portrait;
import dev.tagma.spi.agent.Probe;
import dev.tagma.wire.agent.AgentJson;
import dev.tagma.wire.agent.AgentSourceJson;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.daemon.CheckState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Says what of the things Tagma needs is here, and what it could not put right by itself.
 *
 * @param optional agents that nobody has to have; they are examined only where they are installed
 * @param unfinishedRemovals a sentence for each workspace that was left half removed
 */
record MachineDoctor(
        Map<AgentId, AgentAdapter> adapters, Set<AgentId> optional, Supplier<List<String>> unfinishedRemovals)
        implements Doctor {

    @Override
    public List<CheckJson> examine() {
        List<CheckJson> checks = new ArrayList<>();
        probes().forEach((adapter, probe) -> {
            if (probe.installed() || !optional.contains(adapter.id())) {
                checks.add(check(adapter, probe));
            }
        });
        unfinishedRemovals.get().stream().sorted().forEach(left -> checks.add(removal(left)));
        return checks;
    }

    private static CheckJson removal(String left) {
        return new CheckJson(
                "removal", CheckState.WARNING, "interrupted, and could not be taken up", Optional.of(left));
    }

    @Override
    public List<AgentJson> agents() {
        List<AgentJson> agents = new ArrayList<>();
        probes().forEach((adapter, probe) -> agents.add(agent(adapter, probe)));
        return agents;
    }

    @Override
    public Optional<AgentJson> agent(String name) {
        return adapters.values().stream()
                .filter(adapter -> adapter.id().value().equals(name))
                .findFirst()
                .map(adapter -> agent(adapter, adapter.probe()));
    }

    /** All adapters by their names, each with what it finds; programs are slow to say their versions, so all are asked at once. */
    private Map<AgentAdapter, Probe> probes() {
        List<AgentAdapter> sorted = adapters.values().stream()
                .sorted(Comparator.comparing(adapter -> adapter.id().value()))
                .toList();
        Map<AgentAdapter, Probe> probes = new LinkedHashMap<>();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Probe>> found = sorted.stream()
                    .map(adapter -> asking.submit(adapter::probe))
                    .toList();
            for (int i = 0; i < sorted.size(); i++) {
                probes.put(sorted.get(i), probe(found.get(i)));
            }
        }
        return probes;
    }

    private static Probe probe(Future<Probe> found) {
        try {
            return found.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Probe(false, Optional.empty(), Optional.empty(), List.of("the look at it was interrupted"));
        } catch (ExecutionException failed) {
            return new Probe(
                    false, Optional.empty(), Optional.empty(), List.of("looking at it failed: " + failed.getCause()));
        }
    }

    private static AgentJson agent(AgentAdapter adapter, Probe probe) {
        Portrait portrait = adapter.portrait();
        return new AgentJson(
                adapter.id(),
                portrait.title(),
                portrait.origin(),
                probe.installed(),
                probe.program(),
                probe.version(),
                portrait.knownVersions(),
                probe.loggedIn(),
                probe.problems(),
                adapter.drivers().stream().sorted().toList(),
                adapter.modes().stream().sorted().toList(),
                adapter.sources().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(source -> new AgentSourceJson(
                                source.getKey(),
                                source.getValue().stream().sorted().toList()))
                        .toList(),
                portrait.unknown());
    }

    private static CheckJson check(AgentAdapter adapter, Probe probe) {
        return new CheckJson(
                "agent " + adapter.id(),
                probe.installed() && probe.problems().isEmpty() ? CheckState.OK : CheckState.WARNING,
                probe.program().orElse("not found")
                        + probe.version().map(version -> ", version " + version).orElse(""),
                probe.problems().isEmpty() ? Optional.empty() : Optional.of(String.join("; ", probe.problems())));
    }
}
