package dev.tagma.wire.operation;

import dev.tagma.wire.agent.AgentJson;
import dev.tagma.wire.agent.AgentListJson;
import dev.tagma.wire.problem.ErrorCode;
import java.util.List;

/** What can be asked about agents. */
public final class AgentOperations {

    public static final Operation LIST = Operation.get("listAgents", "/v1/agents")
            .says(
                    "List agents",
                    "All agents that are known here, and what is found of each on this machine. Their programs are asked"
                            + " for their versions; no conversation is begun.")
            .gives(AgentListJson.class);

    public static final Operation SHOW = Operation.get("getAgent", "/v1/agents/{agent}")
            .says(
                    "Show an agent",
                    "What is known of one agent, and what is found of it on this machine: drivers, modes, what tells what"
                            + " it does, and what cannot be known of it.")
            .with(Parameter.path("agent", "claude-code", "The agent's name."))
            .refuses(ErrorCode.NOT_FOUND)
            .gives(AgentJson.class);

    static List<Operation> all() {
        return List.of(LIST, SHOW);
    }

    private AgentOperations() {}
}
