package dev.tagma.app.daemon;

import dev.tagma.core.session.AgentId;
import dev.tagma.server.route.Doctor;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.Probe;
import dev.tagma.wire.daemon.CheckJson;
import dev.tagma.wire.daemon.CheckState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says what of the things Tagma needs is here, and what it could not put right by itself.
 *
 * @param unfinishedRemovals a sentence for each workspace that was left half removed
 */
record MachineDoctor(Map<AgentId, AgentAdapter> adapters, Supplier<List<String>> unfinishedRemovals) implements Doctor {

    @Override
    public List<CheckJson> examine() {
        List<CheckJson> checks = new ArrayList<>();
        adapters.values().stream()
                .sorted((one, other) -> one.id().value().compareTo(other.id().value()))
                .forEach(adapter -> checks.add(agent(adapter)));
        unfinishedRemovals.get().stream().sorted().forEach(left -> checks.add(removal(left)));
        return checks;
    }

    private static CheckJson removal(String left) {
        return new CheckJson(
                "removal", CheckState.WARNING, "interrupted, and could not be taken up", Optional.of(left));
    }

    private static CheckJson agent(AgentAdapter adapter) {
        Probe probe = adapter.probe();
        return new CheckJson(
                "agent " + adapter.id(),
                probe.installed() && probe.problems().isEmpty() ? CheckState.OK : CheckState.WARNING,
                probe.program().orElse("not found")
                        + probe.version().map(version -> ", version " + version).orElse(""),
                probe.problems().isEmpty() ? Optional.empty() : Optional.of(String.join("; ", probe.problems())));
    }
}
