package dev.tagma.app.daemon;

import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.server.route.Doctor;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.Portrait;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.sandbox.Sandbox;
import dev.tagma.wire.agent.AgentDriverJson;
import dev.tagma.wire.agent.AgentJson;
import dev.tagma.wire.agent.AgentSourceJson;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.daemon.CheckState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
 * @param wanted the kinds of sandboxes that are configured for any agent
 * @param optional agents that nobody has to have; they are examined only where they are installed
 * @param unfinishedRemovals a sentence for each workspace that was left half removed
 */
record MachineDoctor(
        Map<AgentId, AgentAdapter> adapters,
        Set<AgentId> optional,
        List<Sandbox> sandboxes,
        Set<SandboxKind> wanted,
        Supplier<List<String>> unfinishedRemovals)
        implements Doctor {

    @Override
    public List<CheckJson> examine() {
        List<CheckJson> checks = new ArrayList<>();
        looks().forEach((adapter, found) -> {
            if (found.whole().installed() || !optional.contains(adapter.id())) {
                checks.add(check(adapter, found.whole()));
            }
        });
        sandboxes.stream().filter(this::concerns).forEach(sandbox -> checks.add(check(sandbox)));
        unfinishedRemovals.get().stream().sorted().forEach(left -> checks.add(removal(left)));
        return checks;
    }

    /** An engine for containers is nobody's concern who has not configured one. */
    private boolean concerns(Sandbox sandbox) {
        return !sandbox.kind().container() || wanted.contains(sandbox.kind());
    }

    /** One that nobody has configured need not be there. */
    private CheckJson check(Sandbox sandbox) {
        Optional<String> hindrance = sandbox.hindrance();
        String kind = sandbox.kind().name().toLowerCase(Locale.ROOT);
        return new CheckJson(
                "sandbox " + kind,
                hindrance.isEmpty() || !wanted.contains(sandbox.kind()) ? CheckState.OK : CheckState.WARNING,
                hindrance.isEmpty() ? "can be used" : "cannot be used",
                hindrance);
    }

    private static CheckJson removal(String left) {
        return new CheckJson(
                "removal", CheckState.WARNING, "interrupted, and could not be taken up", Optional.of(left));
    }

    @Override
    public List<AgentJson> agents() {
        List<AgentJson> agents = new ArrayList<>();
        looks().forEach((adapter, found) -> agents.add(agent(adapter, found)));
        return agents;
    }

    @Override
    public Optional<AgentJson> agent(String name) {
        return adapters.values().stream()
                .filter(adapter -> adapter.id().value().equals(name))
                .findFirst()
                .map(adapter -> agent(adapter, look(adapter)));
    }

    /** What was found of an agent in all, and of each of the adapters that drive it. */
    private record Found(Probe whole, Map<AgentAdapter, Probe> ways) {}

    private static Found look(AgentAdapter adapter) {
        Map<AgentAdapter, Probe> ways = new LinkedHashMap<>();
        if (adapter instanceof EitherDriver(AgentAdapter terminal, AgentAdapter protocol)) {
            Probe face = terminal.probe();
            Probe spoken = protocol.probe();
            ways.put(terminal, face);
            ways.put(protocol, spoken);
            return new Found(EitherDriver.joined(face, spoken), ways);
        }
        Probe probe = adapter.probe();
        ways.put(adapter, probe);
        return new Found(probe, ways);
    }

    /** All adapters by their names, each with what it finds; programs are slow to say their versions, so all are asked at once. */
    private Map<AgentAdapter, Found> looks() {
        List<AgentAdapter> sorted = adapters.values().stream()
                .sorted(Comparator.comparing(adapter -> adapter.id().value()))
                .toList();
        Map<AgentAdapter, Found> looks = new LinkedHashMap<>();
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Found>> found = sorted.stream()
                    .map(adapter -> asking.submit(() -> look(adapter)))
                    .toList();
            for (int i = 0; i < sorted.size(); i++) {
                looks.put(sorted.get(i), found(sorted.get(i), found.get(i)));
            }
        }
        return looks;
    }

    private static Found found(AgentAdapter adapter, Future<Found> look) {
        try {
            return look.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return nothing(adapter, "the look at it was interrupted");
        } catch (ExecutionException failed) {
            return nothing(adapter, "looking at it failed: " + failed.getCause());
        }
    }

    private static Found nothing(AgentAdapter adapter, String why) {
        Probe none = new Probe(false, Optional.empty(), Optional.empty(), List.of(why));
        return new Found(none, Map.of(adapter, none));
    }

    private static AgentJson agent(AgentAdapter adapter, Found found) {
        Portrait portrait = adapter.portrait();
        Probe probe = found.whole();
        List<AgentDriverJson> driving = new ArrayList<>();
        found.ways()
                .forEach((way, of) ->
                        way.drivers().stream().sorted().forEach(driver -> driving.add(driving(way, driver, of))));
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
                sources(adapter),
                portrait.unknown(),
                driving);
    }

    private static AgentDriverJson driving(AgentAdapter adapter, DriverKind driver, Probe probe) {
        Portrait portrait = adapter.portrait();
        return new AgentDriverJson(
                driver,
                probe.installed(),
                probe.program(),
                probe.version(),
                portrait.knownVersions(),
                probe.loggedIn(),
                adapter.modes(driver).stream().sorted().toList(),
                sources(adapter),
                portrait.unknown());
    }

    private static List<AgentSourceJson> sources(AgentAdapter adapter) {
        return adapter.sources().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(source -> new AgentSourceJson(
                        source.getKey(), source.getValue().stream().sorted().toList()))
                .toList();
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
