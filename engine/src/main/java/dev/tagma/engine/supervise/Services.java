package dev.tagma.engine.supervise;

import dev.tagma.core.session.AgentId;
import dev.tagma.engine.ids.Ids;
import dev.tagma.engine.usage.Spending;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What the engine is built on.
 *
 * @param sessionsDirectory where each session has a private directory
 * @param agentEnvironment variables every agent is given, such as the path of Tagma's socket
 * @param spending what use costs, and how much there may be
 */
public record Services(
        Store store,
        Workspaces workspaces,
        Workshop workshop,
        TerminalRuntimes terminals,
        Sandboxes sandboxes,
        Map<AgentId, AgentAdapter> adapters,
        Clock clock,
        Ids ids,
        Checkpoint checkpoint,
        Path sessionsDirectory,
        Map<String, String> agentEnvironment,
        Duration stopGrace,
        Duration stallLimit,
        Spending spending) {

    public Services {
        adapters = Map.copyOf(adapters);
        agentEnvironment = Map.copyOf(agentEnvironment);
    }
}
