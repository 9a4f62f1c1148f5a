package dev.tagma.wire.agent;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("The agents that are known here.")
public record AgentListJson(
        @Doc("The agents, by their names.") List<AgentJson> agents) {}
