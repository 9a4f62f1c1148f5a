package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Step;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.protocol.Opening;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.TerminalException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the agent is started, and what it is told first. */
final class AcpLaunch implements Opening<State> {

    private final Session session;
    private final AcpTools tools;
    private final Map<String, String> environment;
    private final Handshaking handshaking;
    private final Shells shells;
    private final Clock clock;

    AcpLaunch(
            Session session,
            AcpTools tools,
            Map<String, String> environment,
            Handshaking handshaking,
            Shells shells,
            Clock clock) {
        this.session = session;
        this.tools = tools;
        this.environment = environment;
        this.handshaking = handshaking;
        this.shells = shells;
        this.clock = clock;
    }

    /** What the former process had run is of no use to the next one, which does not know of it. */
    @Override
    public State begin(State before, Start how) {
        shells.discard(before);
        return switch (how) {
            case Start.Fresh fresh -> begin(before, Handshake.Opening.FRESH, Optional.empty());
            case Start.Resume(var conversation) ->
                begin(before, Handshake.Opening.RESUMED, Optional.of(conversation.value()));
            case Start.Fork(var conversation) ->
                begin(before, Handshake.Opening.FORKED, Optional.of(conversation.value()));
        };
    }

    private State begin(State before, Handshake.Opening opening, Optional<String> origin) {
        return handshaking.begin(before, opening, origin, clock.instant());
    }

    /** The runtime would refuse a missing program too, but does not know how an agent is configured. */
    @Override
    public ProcessSpec spec(State begun, Start how) {
        Path workspace = Path.of(session.workspace().path());
        String program = tools.program().getFirst();
        if (Executables.find(program, environment, workspace).isEmpty()) {
            throw new TerminalException(AcpProbe.missing(session.launch().agent(), program), false);
        }
        List<String> command = new ArrayList<>(tools.program());
        command.addAll(session.launch().arguments());
        return new ProcessSpec(command, environment, workspace);
    }

    @Override
    public Optional<String> awaited(State state) {
        Step step = state.handshake().step();
        return step.underWay() ? Optional.of(step.question()) : Optional.empty();
    }

    @Override
    public State failed(State state, String why) {
        return handshaking.failed(state, why, clock.instant());
    }
}
