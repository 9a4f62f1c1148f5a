package dev.tagma.server.route;

import dev.tagma.wire.agent.AgentJson;
import dev.tagma.wire.daemon.CheckJson;
import java.util.List;
import java.util.Optional;

/** Looks at everything that Tagma needs on this machine. May take seconds; may be asked by several at once. */
public interface Doctor {

    List<CheckJson> examine();

    /** All agents, by their names. */
    List<AgentJson> agents();

    /** The agent of that name, none where there is none. */
    Optional<AgentJson> agent(String name);
}
