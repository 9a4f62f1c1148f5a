package dev.tagma.adapters.sandbox.container;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.sandbox.Enclosure;
import dev.tagma.spi.sandbox.Interior;
import dev.tagma.spi.sandbox.Needs;
import dev.tagma.spi.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sandboxes by containers of an image that somebody has made. The command lines are proven with a stand-in for the engine's
 * program; no engine has run them yet.
 */
public final class Container implements Sandbox {

    /** Settings of Docker's daemon by which the numbers of users within are others than outside. */
    private static final List<String> OTHER_NUMBERS = List.of("name=rootless", "name=userns");

    private static final List<String> SETTINGS = List.of("info", "--format", "{{.SecurityOptions}}");

    private final Engine engine;
    private final Map<String, String> environment;

    private Container(Engine engine, Map<String, String> environment) {
        this.engine = engine;
        this.environment = Map.copyOf(environment);
    }

    /** @param environment the daemon's, in which the program is found and itself finds Docker's daemon */
    public static Container docker(Map<String, String> environment) {
        return new Container(Engine.DOCKER, environment);
    }

    /** @param environment the daemon's, in which the program is found */
    public static Container podman(Map<String, String> environment) {
        return new Container(Engine.PODMAN, environment);
    }

    @Override
    public SandboxKind kind() {
        return engine.kind();
    }

    /** Asks the engine something that it must work for. */
    @Override
    public Optional<String> hindrance() {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Optional.of("Sandbox '" + engine.program() + "' needs the program '" + engine.program()
                    + "', which was not found; install " + engine.title() + ", or choose another sandbox");
        }
        String other = environment.getOrDefault(engine.elsewhere(), "");
        if (!other.isEmpty() && !other.startsWith("unix:")) {
            return Optional.of(
                    engine.elsewhere() + " names an engine at '" + other + "', which may have other files than"
                            + " this machine; let it name a socket here (unix:///…), or leave it out");
        }
        try {
            EngineCall call = new EngineCall(program.get(), environment);
            return switch (call.ask(engine.question())) {
                case EngineCall.Answer.Bad(String why) ->
                    Optional.of(engine.title() + " does not answer: " + why + "; " + engine.remedy());
                case EngineCall.Answer.Good good -> mapping(call);
            };
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return Optional.of("The look at '" + engine.program() + "' was interrupted; ask again");
        }
    }

    /** What the agent writes would be another's. */
    private Optional<String> mapping(EngineCall call) throws InterruptedException {
        return engine == Engine.DOCKER
                        && call.ask(SETTINGS) instanceof EngineCall.Answer.Good(String settings)
                        && OTHER_NUMBERS.stream().anyMatch(settings::contains)
                ? Optional.of(
                        "Docker's daemon gives users other numbers here (rootless, or userns-remap), so an agent could"
                                + " not write its workspace; use 'podman', or a daemon without that")
                : Optional.empty();
    }

    @Override
    public Optional<String> objection(SandboxRule rule, Needs needs) {
        if (needs.port()) {
            return Optional.of("The daemon speaks to this agent over a TCP port, which it cannot reach in a container;"
                    + " say 'bubblewrap' with 'network: on', or choose another agent");
        }
        if (rule.network() instanceof Network.Listed) {
            return Optional.of("A container has its network 'on' or 'off'; a list of hosts is kept to in a bubblewrap"
                    + " sandbox only");
        }
        return Optional.empty();
    }

    @Override
    public Enclosure enclose(Interior interior) {
        Path program = program()
                .orElseThrow(() -> new TerminalException(
                        "The program '" + engine.program() + "' of this session's sandbox is not here any more;"
                                + " install it",
                        false));
        String image = interior.rule()
                .image()
                .orElseThrow(() -> new TerminalException("A container is made of an image, and none is named", false));
        return new ContainerEnclosure(engine, new EngineCall(program, environment), image, interior);
    }

    private Optional<Path> program() {
        return Executables.find(engine.program(), environment, Path.of("/"));
    }
}
