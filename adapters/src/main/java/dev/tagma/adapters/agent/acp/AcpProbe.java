package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.core.session.AgentId;
import dev.tagma.spi.agent.Probe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks whether the agent's program is here. Its version and its logins are known only when it is spoken to. */
final class AcpProbe {

    private final AgentId id;
    private final String program;
    private final Map<String, String> environment;

    AcpProbe(AgentId id, String program, Map<String, String> environment) {
        this.id = id;
        this.program = program;
        this.environment = environment;
    }

    Probe look() {
        Optional<Path> found = Executables.find(program, environment, Path.of("/"));
        return new Probe(
                found.isPresent(),
                found.map(Path::toString),
                Optional.empty(),
                found.isPresent() ? List.of() : List.of(missing(id, program)));
    }

    static String missing(AgentId id, String program) {
        return "'" + program + "' was not found; install it or set 'agents." + id + ".acp' in config.yaml";
    }
}
